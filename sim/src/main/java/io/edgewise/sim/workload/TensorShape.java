package io.edgewise.sim.workload;

/**
 * The shape of an activation tensor at batch 1, layout NHWC.
 *
 * @param height rows, 1 to {@value #MAX_EXTENT}
 * @param width columns, 1 to {@value #MAX_EXTENT}
 * @param channels innermost extent, 1 to {@value #MAX_EXTENT}
 */
public record TensorShape(int height, int width, int channels) {

  /**
   * Largest extent of one dimension; a bound that keeps every product of a real network within a
   * long.
   */
  public static final int MAX_EXTENT = 1 << 20;

  /** Largest number of elements; a larger tensor is a mistake or an attack, not a network. */
  public static final long MAX_ELEMENTS = 1L << 31;

  public TensorShape {
    requireExtent("height", height);
    requireExtent("width", width);
    requireExtent("channels", channels);
    if ((double) height * width * channels > MAX_ELEMENTS) {
      throw new IllegalArgumentException(
          "tensor shape "
              + height
              + "x"
              + width
              + "x"
              + channels
              + " has more than "
              + MAX_ELEMENTS
              + " elements");
    }
  }

  /** A vector of {@code channels} values: 1 x 1 x channels. */
  public static TensorShape vector(int channels) {
    return new TensorShape(1, 1, channels);
  }

  /** Number of elements, which is also the bytes of an int8 tensor. */
  public long elements() {
    return (long) height * width * channels;
  }

  /** Number of positions, height times width. */
  public long positions() {
    return (long) height * width;
  }

  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }

  private static void requireExtent(String name, int value) {
    if (value < 1 || value > MAX_EXTENT) {
      throw new IllegalArgumentException(
          name + " = " + value + ": a tensor extent is 1 to " + MAX_EXTENT);
    }
  }
}
