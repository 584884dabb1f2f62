package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.ImageSet;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of a batch's images in its loss, {@code [N, 1]}, by which every class counts alike:
 * {@link io.edgewise.search.proxy.Balance#WEIGHTS}. They are given to DL4J as a mask of the labels,
 * which its losses multiply by.
 */
final class ExampleWeights implements AutoCloseable {

  private final ImageSet images;
  private final float[][] byClass;
  private final BatchArray weights;

  /**
   * @param capacity images in the largest batch
   */
  ExampleWeights(ImageSet images, Layers layers, int capacity) {
    this.images = images;
    this.byClass = byClass(images.classCounts());
    this.weights = layers.batch(capacity, 1);
  }

  private static float[][] byClass(int[] counts) {
    double images = Arrays.stream(counts).sum();
    long present = Arrays.stream(counts).filter(count -> count > 0).count();
    return Arrays.stream(counts)
        .mapToObj(count -> new float[] {count == 0 ? 0 : (float) (images / present / count)})
        .toArray(float[][]::new);
  }

  /** The weights of the images of a batch; valid until the next are asked for. */
  INDArray of(int[] batch) {
    for (int i = 0; i < batch.length; i++) {
      weights.put(i, byClass[images.label(batch[i])]);
    }
    return weights.first(batch.length);
  }

  /** The largest weight of an image of a batch. */
  double largest(int[] batch) {
    return Arrays.stream(batch).mapToDouble(i -> byClass[images.label(i)][0]).max().orElse(1);
  }

  @Override
  public void close() {
    weights.close();
  }
}
