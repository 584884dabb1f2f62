package io.edgewise.sim.calibration;

import io.edgewise.sim.accelerator.Uncertainty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A calibration holds what a fit came to.
 *
 * @param numbers what the measurements said of each number that might move
 * @param before how well the accelerator agreed as it was
 * @param after how well it agrees with the fitted values
 * @param crossValidated how well values agree with networks they were not fitted to
 * @param start predictions of the networks by the accelerator as it was, ms
 * @param end predictions by the fitted one, ms
 * @param leftOut predictions of the networks by the fits that had not seen them, ms, in the order
 *     of the measurements
 * @param folds how many parts the cross-validation took
 */
public record Calibration(
    List<ToldNumber> numbers,
    Accuracy before,
    Accuracy after,
    Accuracy crossValidated,
    List<Double> start,
    List<Double> end,
    List<Double> leftOut,
    int folds) {

  public Calibration {
    numbers = List.copyOf(numbers);
    start = List.copyOf(start);
    end = List.copyOf(end);
    leftOut = List.copyOf(leftOut);
  }

  /** Fitted values by key. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (ToldNumber number : numbers) {
      if (number.isFitted()) {
        values.put(number.key(), number.value());
      }
    }
    return values;
  }

  /**
   * The uncertainty that networks show which the fits had not seen.
   *
   * @param measured the latencies that were fitted to, ms
   */
  public Uncertainty uncertainty(double[] measured) {
    return Uncertainty.of(leftOut().stream().mapToDouble(Double::doubleValue).toArray(), measured);
  }
}
