package io.edgewise.sim.calibration;

import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * An accuracy says how well predictions agree with measurements.
 *
 * @param rows number of pairs
 * @param mapePercent mean absolute error, in percent of the measurement
 * @param spearman rank correlation, with mean ranks for ties; NaN below two rows or for constants
 * @param kendall Kendall's tau-b
 * @param within10Percent share of rows whose error is at most 10 %, in [0, 1]
 */
public record Accuracy(
    int rows, double mapePercent, double spearman, double kendall, double within10Percent) {

  /**
   * Compares pairs.
   *
   * @throws IllegalArgumentException if there are none, or not equally many of both
   */
  public static Accuracy of(double[] predicted, double[] measured) {
    if (predicted.length == 0 || predicted.length != measured.length) {
      throw new IllegalArgumentException(
          predicted.length + " predictions for " + measured.length + " measurements");
    }
    double sum = 0;
    int within = 0;
    for (int i = 0; i < predicted.length; i++) {
      double error = error(predicted[i], measured[i]);
      sum += Math.abs(error);
      within += Math.abs(error) <= 0.1 ? 1 : 0;
    }
    boolean ranked = predicted.length > 1;
    return new Accuracy(
        predicted.length,
        100 * sum / predicted.length,
        ranked ? new SpearmansCorrelation().correlation(predicted, measured) : Double.NaN,
        ranked ? new KendallsCorrelation().correlation(predicted, measured) : Double.NaN,
        (double) within / predicted.length);
  }

  /** Relative error; a prediction of 0 for a measurement of 0 is right. */
  public static double error(double predicted, double measured) {
    if (measured == 0) {
      return predicted == 0 ? 0 : 1;
    }
    return predicted / measured - 1;
  }

  /** Indices of the pairs by falling absolute error. */
  public static int[] worstFirst(double[] predicted, double[] measured) {
    Integer[] order = new Integer[predicted.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) ->
            Double.compare(
                Math.abs(error(predicted[b], measured[b])),
                Math.abs(error(predicted[a], measured[a]))));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
