package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.Images;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batches of one image set, assembled in one pair of arrays that are allocated once: images {@code
 * [N, H, W, C]} and smoothed labels {@code [N, classes]}.
 */
final class ImageBatches implements AutoCloseable {
  private final Images images;
  private final Normalisation normalisation;
  private final float labelSmoothing;
  private final int side;
  private final BatchArray inputs;
  private final BatchArray labels;
  private final byte[] pixels;
  private final float[] image;
  private final float[] variant;
  private int size;

  /**
   * @param images square ones, of the network's resolution
   * @param layers those that the batches are for
   * @param capacity images in the largest batch
   * @param labelSmoothing share of a label's weight that is spread over all classes (Szegedy et
   *     al., arXiv 1512.00567, section 7)
   */
  ImageBatches(
      Images images,
      Normalisation normalisation,
      Layers layers,
      int capacity,
      double labelSmoothing) {
    this.images = images;
    this.normalisation = normalisation;
    this.labelSmoothing = (float) labelSmoothing;
    this.side = images.height();
    this.inputs = layers.batch(capacity, side, side, images.channels());
    this.labels = layers.batch(capacity, images.classes());
    this.pixels = new byte[images.imageBytes()];
    this.image = new float[images.imageBytes()];
    this.variant = new float[images.imageBytes()];
  }

  /**
   * Fills the batch with the images {@code order[from..to)}, augmented if asked for; as many that
   * follow in the order are taken to be the next.
   */
  void fill(int[] order, int from, int to, @Nullable Augmentation augmentation) {
    size = to - from;
    float[] label = new float[images.classes()];
    for (int i = 0; i < size; i++) {
      int index = order[from + i];
      decode(index);
      if (augmentation == null) {
        inputs.put(i, image);
      } else {
        augmentation.apply(image, variant, side, images.channels());
        inputs.put(i, variant);
      }
      for (int k = 0; k < label.length; k++) {
        label[k] = labelSmoothing / label.length;
      }
      label[images.label(index)] += 1f - labelSmoothing;
      labels.put(i, label);
    }
    images.next(order, to, Math.min(to + size, order.length));
  }

  private void decode(int index) {
    images.image(index, pixels);
    int channels = images.channels();
    for (int i = 0; i < image.length; i += channels) {
      for (int c = 0; c < channels; c++) {
        image[i + c] = normalisation.table()[c][pixels[i + c] & 0xFF];
      }
    }
  }

  /** The images of the batch. */
  INDArray inputs() {
    return inputs.first(size);
  }

  /** Their labels. */
  INDArray labels() {
    return labels.first(size);
  }

  @Override
  public void close() {
    inputs.close();
    labels.close();
  }
}
