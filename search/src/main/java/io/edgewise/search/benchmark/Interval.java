package io.edgewise.search.benchmark;

import java.util.Arrays;

/**
 * A median over seeds with a 95 % confidence interval from order statistics (Conover, Practical
 * Nonparametric Statistics, section 3.2): no shape of the distribution is assumed.
 *
 * @param median infinite if half of the seeds or more never got there
 * @param low infinite likewise
 * @param high infinite likewise
 */
public record Interval(double median, double low, double high) {

  private static final double Z95 = 1.96;

  /** Returns the interval of at least one number; infinity stands for "never". */
  public static Interval of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double reach = Z95 * Math.sqrt(n) / 2;
    int low = Math.max(0, (int) Math.floor(n / 2.0 - reach));
    int high = Math.min(n - 1, (int) Math.ceil(n / 2.0 + reach) - 1);
    double upper = sorted[n / 2];
    double lower = sorted[(n - 1) / 2];
    double median = upper == lower ? upper : (lower + upper) / 2;
    return new Interval(median, sorted[low], sorted[Math.max(high, low)]);
  }
}
