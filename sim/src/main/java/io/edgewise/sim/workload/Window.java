package io.edgewise.sim.workload;

/**
 * A sliding window: kernel, stride and dilation along y and x, with implicit padding.
 *
 * @param kernelHeight rows of the kernel, at least 1
 * @param kernelWidth columns of the kernel, at least 1
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    Padding padding) {

  public Window {
    requirePositive("kernel height", kernelHeight);
    requirePositive("kernel width", kernelWidth);
    requirePositive("stride height", strideHeight);
    requirePositive("stride width", strideWidth);
    requirePositive("dilation height", dilationHeight);
    requirePositive("dilation width", dilationWidth);
  }

  /** A square window with TensorFlow's SAME padding and no dilation. */
  public static Window same(int kernel, int stride) {
    return new Window(kernel, kernel, stride, stride, 1, 1, Padding.SAME);
  }

  /** A square window without padding or dilation. */
  public static Window valid(int kernel, int stride) {
    return new Window(kernel, kernel, stride, stride, 1, 1, Padding.VALID);
  }

  /** Kernel positions, height times width. */
  public long kernelPositions() {
    return (long) kernelHeight * kernelWidth;
  }

  /** Shape of the output with {@code channels} channels. */
  public TensorShape output(TensorShape input, int channels) {
    return new TensorShape(
        padding.outputExtent(input.height(), kernelHeight, strideHeight, dilationHeight),
        padding.outputExtent(input.width(), kernelWidth, strideWidth, dilationWidth),
        channels);
  }

  @Override
  public String toString() {
    return kernelHeight
        + "x"
        + kernelWidth
        + (strideHeight * strideWidth > 1 ? " s" + strideHeight : "");
  }

  private static void requirePositive(String name, int value) {
    if (value < 1 || value > TensorShape.MAX_EXTENT) {
      throw new IllegalArgumentException(
          name + " = " + value + ": allowed is 1 to " + TensorShape.MAX_EXTENT);
    }
  }
}
