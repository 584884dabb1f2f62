package io.edgewise.search.accuracy;

import java.io.Serializable;

/**
 * An estimate is an accuracy, how sure so many images make it, and what guessing would get.
 *
 * @param value in [0, 1]
 * @param standardError of the value, in the same unit; NaN if it is not known
 * @param guessing the value of always answering the most frequent class (for top-5, the five most
 *     frequent), on the same images; NaN if it is not known
 */
public record Estimate(double value, double standardError, double guessing)
    implements Serializable {

  /** Standard errors on either side that hold 95 % of a normal distribution. */
  private static final double CONFIDENCE_95 = 1.96;

  /** Makes an estimate of which only the value is known, as in histories before schema 1.5. */
  public static Estimate of(double value) {
    return new Estimate(value, Double.NaN, Double.NaN);
  }

  /** Returns whether it is known how sure the value is. */
  public boolean isErrorKnown() {
    return !Double.isNaN(standardError);
  }

  /** Half the width of the 95 % interval about the value; NaN if it is not known. */
  public double margin() {
    return CONFIDENCE_95 * standardError;
  }

  /**
   * The standard error of the difference of two values, as if each had images of its own: of the
   * same images the difference is surer than that. NaN if either's error is not known.
   */
  public double errorOfDifference(Estimate other) {
    return Math.hypot(standardError, other.standardError);
  }

  /** Half the width of the 95 % interval about the difference of two values; NaN likewise. */
  public double marginOfDifference(Estimate other) {
    return CONFIDENCE_95 * errorOfDifference(other);
  }

  /**
   * Returns whether the value is no further above that of guessing than chance explains: by at most
   * the margin.
   *
   * @return false if either is not known
   */
  public boolean isNoBetterThanGuessing() {
    return value - guessing <= margin();
  }
}
