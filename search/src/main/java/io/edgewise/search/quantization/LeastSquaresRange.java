package io.edgewise.search.quantization;

/**
 * The range of which 255 steps change the values least in the mean of squares (arXiv 1810.05723,
 * section 4): over the histogram, the sum of
 *
 * <pre>count * ((x - clamp(x, low, high))^2 + step^2 / 12),  step = (high - low) / 255</pre>
 *
 * <p>for saturation and for rounding within. Both ends are moved inwards in turn, by hundredths of
 * the range, as long as the sum falls.
 */
final class LeastSquaresRange {

  private static final int MOVES = 100;
  private static final double STEPS = 255;

  private final Histogram histogram;

  private LeastSquaresRange(Histogram histogram) {
    this.histogram = histogram;
  }

  static Range of(Histogram histogram) {
    return new LeastSquaresRange(histogram).search();
  }

  private Range search() {
    Range best = histogram.range();
    double least = error(best);
    double move = (best.max() - best.min()) / MOVES;
    boolean falls = true;
    while (falls) {
      falls = false;
      for (Range next : inwards(best, move)) {
        double error = error(next);
        if (next.max() - next.min() > move && error < least) {
          best = next;
          least = error;
          falls = true;
          break;
        }
      }
    }
    return best;
  }

  /** Zero stays inside: a range is widened to hold it, and nothing would be won. */
  private static Range[] inwards(Range range, double move) {
    Range lower = new Range(range.min(), Math.max(range.max() - move, Math.min(0, range.max())));
    Range higher = new Range(Math.min(range.min() + move, Math.max(0, range.min())), range.max());
    return new Range[] {lower, higher};
  }

  private double error(Range range) {
    double low = Math.min(range.min(), 0);
    double high = Math.max(range.max(), 0);
    double rounding = (high - low) / STEPS * ((high - low) / STEPS) / 12;
    double sum = 0;
    for (int i = 0; i < histogram.counts().length; i++) {
      double value = histogram.range().min() + (i + 0.5) * histogram.width();
      double outside = value - Math.max(low, Math.min(high, value));
      sum += histogram.counts()[i] * (outside == 0 ? rounding : outside * outside);
    }
    return sum;
  }
}
