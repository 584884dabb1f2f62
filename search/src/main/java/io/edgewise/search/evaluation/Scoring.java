package io.edgewise.search.evaluation;

import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Int8Loss;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Infeasible;
import io.edgewise.search.trial.Evaluation.Measured;
import java.io.Serializable;
import java.util.Locale;

/**
 * A scoring says what of a trained network is called its accuracy, and how much of that it may lose
 * on the device.
 *
 * @param metric what of its answers to the validation images
 * @param numbers those that it computes these answers with
 * @param mostInt8Loss the largest share of the images, or of the metric's 1, by which int8 may be
 *     below floats; infinite for no limit
 */
public record Scoring(AccuracyMetric metric, Numbers numbers, double mostInt8Loss)
    implements Serializable {

  /** The name of the limit in histories and counts. */
  public static final String INT8_LOSS = "int8 loss";

  /** The numbers are those that a network computes with. */
  public enum Numbers {
    FLOAT,
    INT8
  }

  /** The same without its limit. */
  public Scoring unconstrained() {
    return new Scoring(metric, numbers, Double.POSITIVE_INFINITY);
  }

  /** Returns whether a network loses more in int8 than it may, as far as that was measured. */
  public boolean isBrokenBy(Measured measured) {
    return measured.int8Loss().filter(loss -> loss.value() > mostInt8Loss).isPresent();
  }

  /** Holds a trained network against the limit: the same, or infeasible. */
  public Evaluation held(Measured measured) {
    return isBrokenBy(measured)
        ? new Infeasible(INT8_LOSS, detail(measured.int8Loss().orElseThrow()), measured)
        : measured;
  }

  private String detail(Int8Loss loss) {
    return String.format(
        Locale.ROOT,
        "int8 at %.2f %% is %.2f points below floats at %.2f %%, more than %.2f",
        100 * loss.integers(),
        100 * loss.value(),
        100 * loss.floats(),
        100 * mostInt8Loss);
  }
}
