package io.edgewise.search.proxy;

import io.edgewise.search.accuracy.Score;
import java.util.List;

/** An outcome is what a proxy training comes to. */
public sealed interface TrainingOutcome {

  /**
   * The training reached its end.
   *
   * @param score on the validation images
   * @param epochLosses mean training loss of each epoch
   */
  record Trained(Score score, List<Double> epochLosses) implements TrainingOutcome {
    public Trained {
      epochLosses = List.copyOf(epochLosses);
    }
  }

  /**
   * The training paused where it was told to.
   *
   * @param score on the validation images so far
   * @param state what it goes on from
   */
  record Paused(Score score, TrainingState state) implements TrainingOutcome {}

  /**
   * The training ended by itself before the recipe's last epoch, because its losses no longer fell.
   *
   * @param score on the validation images where it ended
   * @param epochLosses as many as there were epochs
   * @param detail what was seen
   */
  record LevelledOff(Score score, List<Double> epochLosses, String detail)
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
    OUT_OF_MEMORY,

    /** The trained network has no accuracy in int8, which was asked for. */
    NO_INT8,

    /** A foreign trainer could not be started. */
    NOT_STARTED,

    /** A foreign trainer ended otherwise than with a result, or told why it gives none. */
    GAVE_UP,

    /** A foreign trainer gave as its result what is none. */
    NO_RESULT,

    /** The table of finished trainings has no such network. */
    NOT_IN_TABLE
  }
}
