package io.edgewise.search.proxy.dl4j.kernel;

/**
 * The geometry of a square window sliding over an image with SAME padding, as TensorFlow defines
 * it: the output is {@code ceil(input / stride)} wide and the odd row of padding goes to the bottom
 * and right.
 *
 * @param height input rows
 * @param width input columns
 * @param kernel rows and columns of the window
 * @param stride step of the window in both directions
 */
public record Window(int height, int width, int kernel, int stride) {
  public Window {
    if (height < 1 || width < 1 || kernel < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "height, width, kernel and stride must be at least 1; got "
              + height
              + ", "
              + width
              + ", "
              + kernel
              + ", "
              + stride);
    }
  }

  /** Output rows. */
  public int outHeight() {
    return (height + stride - 1) / stride;
  }

  /** Output columns. */
  public int outWidth() {
    return (width + stride - 1) / stride;
  }

  /** Rows of padding above the image. */
  public int padTop() {
    return (paddedHeight() - height) / 2;
  }

  /** Columns of padding left of the image. */
  public int padLeft() {
    return (paddedWidth() - width) / 2;
  }

  /** Rows the window sees, padding included; never less than the image's own. */
  public int paddedHeight() {
    return Math.max((outHeight() - 1) * stride + kernel, height);
  }

  /** Columns the window sees, padding included; never less than the image's own. */
  public int paddedWidth() {
    return Math.max((outWidth() - 1) * stride + kernel, width);
  }

  /** Returns whether each output position sees exactly its own input position. */
  public boolean pointwise() {
    return kernel == 1 && stride == 1;
  }
}
