package io.edgewise.jobs.explain;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * An estimated number tells how sure it is.
 *
 * @param standardError were the networks independent
 * @param degrees of freedom of the standard error, at least 1
 */
record Estimated(double value, double standardError, int degrees) {

  /**
   * The chance to take nothing for something, by Student's t. Networks share the trees by which
   * they are judged and a search has many decisions, so it is far below the usual 5 %.
   */
  private static final double DOUBT = 2e-4;

  /** The mean of at least two numbers. */
  static Estimated mean(double[] numbers) {
    return new Estimated(
        StatUtils.mean(numbers),
        Math.sqrt(StatUtils.variance(numbers) / numbers.length),
        numbers.length - 1);
  }

  /** The correlation of at least three pairs; 0 where one of both is constant. */
  static Estimated correlation(double[] some, double[] others) {
    double r = new PearsonsCorrelation().correlation(some, others);
    int degrees = some.length - 2;
    return Double.isNaN(r)
        ? new Estimated(0, 0, degrees)
        : new Estimated(r, Math.sqrt((1 - r * r) / degrees), degrees);
  }

  /** Returns whether the number is above zero by more than chance comes to. */
  boolean isAboveZero() {
    double least = new TDistribution(degrees).inverseCumulativeProbability(1 - DOUBT);
    return value > least * standardError;
  }
}
