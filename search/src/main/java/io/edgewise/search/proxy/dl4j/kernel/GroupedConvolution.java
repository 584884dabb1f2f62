package io.edgewise.search.proxy.dl4j.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Grouped convolution (AlexNet; ResNeXt, arXiv 1611.05431): the channels fall into groups, side by
 * side, and each group's outputs see its inputs alone. A few images at a time are split by group,
 * so that each group is a {@link DenseConvolution} of contiguous arrays in the cache.
 *
 * <p>x {@code [N, H, W, groups * cin]}, y {@code [N, H', W', groups * cout]}, weights {@code
 * [groups, k, k, cin, cout]}; all contiguous in C order. An instance holds its working memory: it
 * is not safe for use by several threads at once.
 */
final class GroupedConvolution implements Convolution {
  /** Floats of images that are split at a time, about: half of a common second-level cache. */
  private static final int CHUNK = 128 * 1024;

  private final Window window;
  private final int groups;
  private final int weights;
  private final Split inputs;
  private final Split outputs;
  private final DenseConvolution dense;
  private final float[] group;
  private final float[] weightGradient;

  /**
   * A convolution of {@code groups} groups over {@code window}.
   *
   * @param cin input channels of one group
   * @param cout output channels of one group
   */
  GroupedConvolution(Window window, int groups, int cin, int cout) {
    this.window = window;
    this.groups = groups;
    this.weights = window.kernel() * window.kernel() * cin * cout;
    this.inputs = new Split(window.height(), window.width(), cin);
    this.outputs = new Split(window.outHeight(), window.outWidth(), cout);
    this.dense = new DenseConvolution(window, cin, cout);
    this.group = new float[weights];
    this.weightGradient = new float[groups * weights];
  }

  @Override
  public void forward(Floats x, Floats w, Floats y, int n, RowPass written) {
    int chunk = chunk(n);
    for (int image = 0; image < n; image += chunk) {
      int images = Math.min(chunk, n - image);
      Floats xs = inputs.of(x, image, images, Scratch.GROUPED_INPUT);
      Floats ys = outputs.memory(images, Scratch.GROUPED_OUTPUT);
      for (int g = 0; g < groups; g++) {
        Floats wg = weights(w, g);
        dense.forward(
            inputs.group(xs, g, images), wg, outputs.group(ys, g, images), images, RowPass.NONE);
      }
      outputs.merge(ys, y, image, images);
      written.rows(row(image), row(image + images));
    }
  }

  @Override
  public void backward(
      Floats x, Floats w, Floats dy, @Nullable Floats dx, Floats dw, int n, RowPass needed) {
    Arrays.fill(weightGradient, 0f);
    int chunk = chunk(n);
    for (int image = 0; image < n; image += chunk) {
      int images = Math.min(chunk, n - image);
      needed.rows(row(image), row(image + images));
      Floats xs = inputs.of(x, image, images, Scratch.GROUPED_INPUT);
      Floats dys = outputs.of(dy, image, images, Scratch.GROUPED_OUTPUT);
      @Nullable Floats dxs = dx == null ? null : inputs.memory(images, Scratch.GROUPED_GRADIENT);
      for (int g = 0; g < groups; g++) {
        backward(g, images, xs, w, dys, dxs);
      }
      if (dx != null && dxs != null) {
        inputs.merge(dxs, dx, image, images);
      }
    }
    dw.put(0, weightGradient, 0, weightGradient.length);
  }

  /** One group of one chunk; adds to the gradient of the weights. */
  private void backward(int g, int images, Floats xs, Floats w, Floats dys, @Nullable Floats dxs) {
    Floats dwg =
        Scratch.ofThread().offHeap(Scratch.GROUPED_WEIGHT_GRADIENT, weights).part(0, weights);
    dense.backward(
        inputs.group(xs, g, images),
        weights(w, g),
        outputs.group(dys, g, images),
        dxs == null ? null : inputs.group(dxs, g, images),
        dwg,
        images,
        RowPass.NONE);
    dwg.get(0, group, 0, weights);
    for (int i = 0; i < weights; i++) {
      weightGradient[g * weights + i] += group[i];
    }
  }

  /** The weights of one group, in scratch memory. */
  private Floats weights(Floats w, int g) {
    w.get(g * weights, group, 0, weights);
    Floats copy = Scratch.ofThread().offHeap(Scratch.GROUPED_WEIGHTS, weights).part(0, weights);
    copy.put(0, group, 0, weights);
    return copy;
  }

  private int chunk(int n) {
    int largest = Math.max(inputs.imageFloats(), outputs.imageFloats());
    return Math.max(1, Math.min(n, CHUNK / largest));
  }

  /** The first output position of an image, counted through the batch. */
  private int row(int image) {
    return image * window.outHeight() * window.outWidth();
  }

  /** Images {@code [images, height, width, groups * channels]} and the same, group by group. */
  private final class Split {
    private final int height;
    private final int width;
    private final int channels;
    private final float[] line;
    private final float[] part;

    Split(int height, int width, int channels) {
      this.height = height;
      this.width = width;
      this.channels = channels;
      this.line = new float[width * groups * channels];
      this.part = new float[width * channels];
    }

    int imageFloats() {
      return height * line.length;
    }

    Floats memory(int images, int slot) {
      return Scratch.ofThread().offHeap(slot, images * imageFloats());
    }

    /** One group of split images, {@code [images, height, width, channels]}. */
    Floats group(Floats split, int g, int images) {
      int length = images * height * part.length;
      return split.part(g * length, length);
    }

    /** Some images of {@code source}, split. */
    Floats of(Floats source, int image, int images, int slot) {
      Floats split = memory(images, slot);
      int rows = images * height;
      for (int row = 0; row < rows; row++) {
        source.get((image * height + row) * line.length, line, 0, line.length);
        for (int g = 0; g < groups; g++) {
          for (int column = 0; column < width; column++) {
            System.arraycopy(
                line, (column * groups + g) * channels, part, column * channels, channels);
          }
          split.put((g * rows + row) * part.length, part, 0, part.length);
        }
      }
      return split;
    }

    /** The way back: some images of {@code target} from split ones. */
    void merge(Floats split, Floats target, int image, int images) {
      int rows = images * height;
      for (int row = 0; row < rows; row++) {
        for (int g = 0; g < groups; g++) {
          split.get((g * rows + row) * part.length, part, 0, part.length);
          for (int column = 0; column < width; column++) {
            System.arraycopy(
                part, column * channels, line, (column * groups + g) * channels, channels);
          }
        }
        target.put((image * height + row) * line.length, line, 0, line.length);
      }
    }
  }
}
