package io.edgewise.search.quantization;

/**
 * A histogram counts how often the values of an activation fell into equal parts of its range.
 *
 * @param range of all values
 * @param counts one a part; not to be written
 */
record Histogram(Range range, long[] counts) {

  /** Parts of a range: eight for each of the 256 integers that it is to be told in. */
  static final int BINS = 2048;

  double width() {
    return (range.max() - range.min()) / counts.length;
  }

  /** Counts values; what lies at an end counts for the outermost part. */
  static void count(float[] values, Range range, long[] counts) {
    double scale = counts.length / (range.max() - range.min());
    for (float value : values) {
      int bin = (int) ((value - range.min()) * scale);
      counts[Math.max(0, Math.min(counts.length - 1, bin))]++;
    }
  }
}
