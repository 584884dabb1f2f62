package io.edgewise.search.quantization;

/**
 * The least and the largest value of an activation; infinite or NaN where a value is, which the
 * union with others keeps.
 */
public record Range(double min, double max) {

  /** The smallest range that holds both. */
  Range union(Range other) {
    return new Range(Math.min(min, other.min), Math.max(max, other.max));
  }

  /** Tells whether all values are finite numbers. */
  boolean isFinite() {
    return Double.isFinite(min) && Double.isFinite(max);
  }

  static Range of(float[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return new Range(min, max);
  }
}
