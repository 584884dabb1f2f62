package io.edgewise.search.evaluation;

import java.io.Serializable;
import java.util.List;

/** What a candidate comes to. */
public sealed interface Evaluation extends Serializable {

  /**
   * The proxy was trained.
   *
   * @param accuracy on the validation images, in [0, 1]
   * @param epochLosses mean training loss of each epoch
   * @param cost what the evaluation took
   */
  record Measured(double accuracy, List<Double> epochLosses, Cost cost) implements Evaluation {
    public Measured {
      epochLosses = List.copyOf(epochLosses);
    }
  }

  /**
   * The candidate breaks a constraint and was never trained.
   *
   * @param constraint which one, such as {@code latency}
   * @param detail the value and the limit
   */
  record Infeasible(String constraint, String detail) implements Evaluation {}

  /**
   * The training came to nothing.
   *
   * @param kind diverged, timed-out, out-of-memory or error
   * @param detail what was seen
   */
  record Failed(String kind, String detail, Cost cost) implements Evaluation {}

  /**
   * What an evaluation took; never part of what is compared between runs.
   *
   * @param trainingMillis wall time of the training on its core
   * @param host where it ran
   */
  record Cost(long trainingMillis, String host) implements Serializable {}
}
