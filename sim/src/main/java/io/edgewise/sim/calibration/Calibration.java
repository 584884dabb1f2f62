package io.edgewise.sim.calibration;

import io.edgewise.sim.accelerator.Uncertainty;
import java.util.List;
import java.util.Map;

/**
 * A calibration holds what a fit came to.
 *
 * @param values fitted values by key, in the order asked for
 * @param before how well the accelerator agreed as it was
 * @param after how well it agrees with the fitted values
 * @param crossValidated how well values agree with networks they were not fitted to
 * @param leftOut predictions of the networks by the fits that had not seen them, ms, in the order
 *     of the measurements
 * @param folds how many parts the cross-validation took
 */
public record Calibration(
    Map<String, Double> values,
    Accuracy before,
    Accuracy after,
    Accuracy crossValidated,
    List<Double> leftOut,
    int folds) {

  public Calibration {
    leftOut = List.copyOf(leftOut);
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
