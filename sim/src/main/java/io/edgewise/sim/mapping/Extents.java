package io.edgewise.sim.mapping;

/** Rounding of extents. */
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
}
