package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.proxy.dl4j.kernel.Floats;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Batches of one image set, assembled in one pair of off-heap arrays that are allocated once:
 * images {@code [N, H, W, C]} and smoothed labels {@code [N, classes]}.
 */
final class ImageBatches implements AutoCloseable {
  private final ImageSet images;
  private final Normalisation normalisation;
  private final float labelSmoothing;
  private final int side;
  private final INDArray allInputs;
  private final INDArray allLabels;
  private final Floats inputWindow;
  private final Floats labelWindow;
  private final float[] image;
  private final float[] variant;
  private int size;

  /**
   * @param images square ones, of the network's resolution
   * @param capacity images in the largest batch
   * @param labelSmoothing share of a label's weight that is spread over all classes (Szegedy et
   *     al., arXiv 1512.00567, section 7)
   */
  ImageBatches(ImageSet images, Normalisation normalisation, int capacity, double labelSmoothing) {
    this.images = images;
    this.normalisation = normalisation;
    this.labelSmoothing = (float) labelSmoothing;
    this.side = images.height();
    this.allInputs =
        Nd4j.createUninitialized(
            DataType.FLOAT, new long[] {capacity, side, side, images.channels()}, 'c');
    this.allLabels =
        Nd4j.createUninitialized(DataType.FLOAT, new long[] {capacity, images.classes()}, 'c');
    this.inputWindow = Floats.of(allInputs);
    this.labelWindow = Floats.of(allLabels);
    this.image = new float[images.imageBytes()];
    this.variant = new float[images.imageBytes()];
  }

  /** Fills the batch with the images {@code order[from..to)}, augmented if asked for. */
  void fill(int[] order, int from, int to, @Nullable Augmentation augmentation) {
    size = to - from;
    float[] label = new float[images.classes()];
    for (int i = 0; i < size; i++) {
      int index = order[from + i];
      decode(index);
      if (augmentation == null) {
        inputWindow.put(i * image.length, image, 0, image.length);
      } else {
        augmentation.apply(image, variant, side, images.channels());
        inputWindow.put(i * image.length, variant, 0, variant.length);
      }
      for (int k = 0; k < label.length; k++) {
        label[k] = labelSmoothing / label.length;
      }
      label[images.label(index)] += 1f - labelSmoothing;
      labelWindow.put(i * label.length, label, 0, label.length);
    }
  }

  private void decode(int index) {
    byte[] pixels = images.pixels();
    int channels = images.channels();
    int at = index * image.length;
    for (int i = 0; i < image.length; i += channels) {
      for (int c = 0; c < channels; c++) {
        image[i + c] = normalisation.table()[c][pixels[at + i + c] & 0xFF];
      }
    }
  }

  /** The images of the batch. */
  INDArray inputs() {
    return first(allInputs);
  }

  /** Their labels. */
  INDArray labels() {
    return first(allLabels);
  }

  private INDArray first(INDArray all) {
    return size == all.size(0) ? all : all.get(NDArrayIndex.interval(0, size));
  }

  @Override
  public void close() {
    allInputs.close();
    allLabels.close();
  }
}
