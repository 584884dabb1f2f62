package io.edgewise.search.proxy;

import java.util.List;

/** What a proxy training comes to. */
public sealed interface TrainingOutcome {

  /**
   * The training reached its end.
   *
   * @param accuracy share of the validation images classified right, in [0, 1]
   * @param epochLosses mean training loss of each epoch
   */
  record Trained(double accuracy, List<Double> epochLosses) implements TrainingOutcome {
    public Trained {
      epochLosses = List.copyOf(epochLosses);
    }
  }

  /**
   * The training stopped early, which is a result and not an error.
   *
   * @param detail what was seen, such as {@code loss NaN at step 12 of epoch 1}
   */
  record Stopped(StopReason reason, String detail) implements TrainingOutcome {}

  /** Why a training stopped. */
  enum StopReason {
    DIVERGED,
    TIMED_OUT,
    OUT_OF_MEMORY
  }
}
