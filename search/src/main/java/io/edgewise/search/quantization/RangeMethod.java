package io.edgewise.search.quantization;

/** A method chooses the values that an activation's 256 integers stand for; others saturate. */
public enum RangeMethod {
  /** The least to the largest value (arXiv 1712.05877, section 3.1). */
  MINMAX {
    @Override
    Range of(Histogram histogram) {
      return histogram.range();
    }
  },
  /** The range without the outermost 0.01 % of the values, half of them at either end. */
  PERCENTILE_99_99 {
    @Override
    Range of(Histogram histogram) {
      return PercentileRange.of(histogram, 0.9999);
    }
  },
  /** The range without the outermost 0.1 % of the values, half of them at either end. */
  PERCENTILE_99_9 {
    @Override
    Range of(Histogram histogram) {
      return PercentileRange.of(histogram, 0.999);
    }
  },
  /** The range that rounding and saturation together change least. */
  LEAST_SQUARES {
    @Override
    Range of(Histogram histogram) {
      return LeastSquaresRange.of(histogram);
    }
  };

  abstract Range of(Histogram histogram);
}
