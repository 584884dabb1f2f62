package io.edgewise.sim.workload;

/** Implicit spatial padding of a windowed layer, as TensorFlow defines it. */
public enum Padding {
  /** Output extent is ceil(input / stride). */
  SAME,
  /** Output extent is ceil((input - (kernel - 1) * dilation) / stride). */
  VALID;

  /**
   * Extent of the output along one dimension.
   *
   * @throws IllegalArgumentException if no window fits
   */
  public int outputExtent(int input, int kernel, int stride, int dilation) {
    int window = Math.addExact(Math.multiplyExact(kernel - 1, dilation), 1);
    int covered = this == SAME ? input : input - window + 1;
    if (covered < 1) {
      throw new IllegalArgumentException(
          "a window of " + window + " does not fit an input of " + input + " without padding");
    }
    return (covered + stride - 1) / stride;
  }
}
