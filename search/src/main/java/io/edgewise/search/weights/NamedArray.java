package io.edgewise.search.weights;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One array of a file, in C order.
 *
 * @param shape extents, outermost first; empty for a single number
 * @param values not to be written
 */
public record NamedArray(List<Integer> shape, float[] values) {

  /** Most numbers of one array: more is a mistake or an attack, not a layer. */
  static final long MAX_VALUES = 1L << 28;

  public NamedArray {
    shape = List.copyOf(shape);
  }

  /**
   * Decodes an array and looks that its numbers are finite.
   *
   * @param bytes exactly those of the array, in the byte order of the buffer
   */
  static NamedArray decode(String name, List<Integer> shape, NumberType type, ByteBuffer bytes) {
    float[] values = new float[bytes.remaining() / type.bytes()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.next(bytes);
      if (!Float.isFinite(values[i])) {
        throw new WeightsException(
            name + " holds " + values[i] + " at " + i + ": allowed are finite numbers");
      }
    }
    return new NamedArray(shape, values);
  }

  /**
   * Returns how many numbers a shape has.
   *
   * @throws WeightsException if an extent is negative or there are more than MAX_VALUES
   */
  static long size(String name, List<Integer> shape) {
    long size = 1;
    for (int extent : shape) {
      if (extent < 0 || (size *= extent) > MAX_VALUES) {
        throw new WeightsException(
            name + " has shape " + shape + ": allowed are at most " + MAX_VALUES + " numbers");
      }
    }
    return size;
  }
}
