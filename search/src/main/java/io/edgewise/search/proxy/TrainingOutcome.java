package io.edgewise.search.proxy;

import io.edgewise.search.accuracy.Confusion;
import java.util.List;

/** An outcome is what a proxy training comes to. */
public sealed interface TrainingOutcome {

  /**
   * The training reached its end.
   *
   * @param answers to the validation images
   * @param epochLosses mean training loss of each epoch
   */
  record Trained(Confusion answers, List<Double> epochLosses) implements TrainingOutcome {
    public Trained {
      epochLosses = List.copyOf(epochLosses);
    }
  }

  /**
   * The training paused where it was told to.
   *
   * @param answers to the validation images so far
   * @param state what it goes on from
   */
  record Paused(Confusion answers, TrainingState state) implements TrainingOutcome {}

  /**
   * The training ended by itself before the recipe's last epoch, because its losses no longer fell.
   *
   * @param answers to the validation images where it ended
   * @param epochLosses as many as there were epochs
   * @param detail what was seen
   */
  record LevelledOff(Confusion answers, List<Double> epochLosses, String detail)
      implements TrainingOutcome {
    public LevelledOff {
      epochLosses = List.copyOf(epochLosses);
    }
  }

  /**
   * The training came to nothing, which is a result and not an error.
   *
   * @param detail what was seen, such as {@code loss NaN at step 12 of epoch 1}
   */
  record Stopped(StopReason reason, String detail) implements TrainingOutcome {}

  /** A reason tells why a training came to nothing. */
  enum StopReason {
    DIVERGED,
    TIMED_OUT,
    OUT_OF_MEMORY
  }
}
