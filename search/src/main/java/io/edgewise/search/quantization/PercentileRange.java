package io.edgewise.search.quantization;

/**
 * The range that holds a share p of the values, (1 - p) / 2 of them left out at either end (arXiv
 * 2004.09602, section 5.1). An end at which so many values are equal stays: what a rectifier makes
 * zero is no outlier.
 */
final class PercentileRange {

  private PercentileRange() {}

  static Range of(Histogram histogram, double share) {
    long[] counts = histogram.counts();
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    double outside = all * (1 - share) / 2;
    int low = 0;
    for (double left = outside; low < counts.length - 1 && counts[low] <= left; low++) {
      left -= counts[low];
    }
    int high = counts.length - 1;
    for (double left = outside; high > low && counts[high] <= left; high--) {
      left -= counts[high];
    }
    double min = histogram.range().min();
    return new Range(min + low * histogram.width(), min + (high + 1) * histogram.width());
  }
}
