package io.edgewise.search.gp;

/**
 * The standard normal distribution. Two rational approximations, and not commons-math3: its digits
 * differ from the ninth on (an expected improvement of 0.034912256515 becomes 0.034912255979), so
 * that a search would not go on from its history, nor repeat, bit for bit.
 */
public final class Gaussian {

  private Gaussian() {}

  /** The mean of max(0, X - best) for X normal: expected improvement. */
  public static double expectedExcess(double mean, double deviation, double best) {
    double u = (mean - best) / deviation;
    double density = Math.exp(-u * u / 2) / Math.sqrt(2 * Math.PI);
    return Math.max(0, deviation * (u * cumulative(u) + density));
  }

  /** Phi(x), by Abramowitz and Stegun 26.2.17; absolute error below 7.5e-8. */
  static double cumulative(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double upper = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * horner(UPPER, t) * t;
    return x >= 0 ? 1 - upper : upper;
  }

  /**
   * The standard normal quantile (Acklam's rational approximation, relative error below 1.2e-9).
   */
  static double quantile(double p) {
    if (p < LOW || p > 1 - LOW) {
      double tail = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
      double value = horner(C, tail) / (horner(D, tail) * tail + 1);
      return p < LOW ? value : -value;
    }
    double q = p - 0.5;
    double r = q * q;
    return horner(A, r) * q / (horner(B, r) * r + 1);
  }

  private static double horner(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }

  private static final double[] UPPER = {
    1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530
  };
  private static final double LOW = 0.02425;
  private static final double[] A = {
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00
  };
  private static final double[] B = {
    -5.447609879822406e+01,
    1.615858368580409e+02,
    -1.556989798598866e+02,
    6.680131188771972e+01,
    -1.328068155288572e+01
  };
  private static final double[] C = {
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00
  };
  private static final double[] D = {
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00
  };
}
