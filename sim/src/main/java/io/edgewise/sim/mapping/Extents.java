package io.edgewise.sim.mapping;

/** Rounding and splitting of extents. */
final class Extents {

  private Extents() {}

  static int ceilDiv(int value, int divisor) {
    return (value + divisor - 1) / divisor;
  }

  static long ceilDiv(long value, long divisor) {
    return (value + divisor - 1) / divisor;
  }

  static int roundUp(int value, int multiple) {
    return ceilDiv(value, multiple) * multiple;
  }

  static long roundUp(long value, long multiple) {
    return ceilDiv(value, multiple) * multiple;
  }

  /**
   * The start of a part of an extent that is split by halving, as executables for the Edge TPU
   * split theirs: 10 over four parts are 3, 2, 3 and 2.
   *
   * @param part 0 to {@code parts}, where the last is the extent's end
   */
  static int start(int part, int extent, int parts) {
    if (part == 0 || part == parts) {
      return part == 0 ? 0 : extent;
    }
    int left = (parts + 1) / 2;
    int middle = ceilDiv(extent * left, parts);
    return part <= left
        ? start(part, middle, left)
        : middle + start(part - left, extent - middle, parts - left);
  }
}
