package io.edgewise.search.fidelity;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * A rank correlation with its 95 % percentile bootstrap interval (Efron and Tibshirani, An
 * Introduction to the Bootstrap, section 13.3): networks are drawn anew with replacement.
 *
 * @param value in [-1, 1]; NaN, as the bounds, where one side has no two different values
 */
public record RankCorrelation(double value, double low, double high) {

  /** Samples that the interval is read from. */
  static final int SAMPLES = 1000;

  private static final double TAIL = 0.025;

  /** A kind says which correlation it is; both count ties (tau-b, mean ranks). */
  public enum Kind {
    KENDALL {
      @Override
      double of(double[] x, double[] y) {
        return new KendallsCorrelation().correlation(x, y);
      }
    },
    SPEARMAN {
      @Override
      double of(double[] x, double[] y) {
        return new SpearmansCorrelation().correlation(x, y);
      }
    };

    abstract double of(double[] x, double[] y);
  }

  /**
   * Returns the correlation of two measures of the same networks.
   *
   * @param seed of the bootstrap
   */
  public static RankCorrelation of(Kind kind, double[] x, double[] y, long seed) {
    double value = correlation(kind, x, y);
    SplittableRandom random = new SplittableRandom(seed);
    double[] samples = new double[SAMPLES];
    for (int s = 0; s < SAMPLES; s++) {
      int[] drawn = random.ints(x.length, 0, Math.max(1, x.length)).toArray();
      samples[s] = correlation(kind, select(x, drawn), select(y, drawn));
    }
    double[] sorted = Arrays.stream(samples).filter(s -> !Double.isNaN(s)).sorted().toArray();
    return sorted.length == 0
        ? new RankCorrelation(value, Double.NaN, Double.NaN)
        : new RankCorrelation(value, quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
  }

  private static double correlation(Kind kind, double[] x, double[] y) {
    return isConstant(x) || isConstant(y) ? Double.NaN : kind.of(x, y);
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).distinct().count() < 2;
  }

  static double[] select(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
