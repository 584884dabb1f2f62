package io.edgewise.search.evaluation;

import io.edgewise.search.proxy.TrainingState;
import io.edgewise.search.trial.Evaluation;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A standing tells how far a candidate's training has come. It stays where the training runs; only
 * {@link #evaluation} is for others.
 *
 * @param evaluation what the candidate comes to if it is left here; null before the first epoch
 * @param paused what the training goes on from; null if it has ended
 */
public record Standing(
    Candidate candidate, @Nullable Evaluation evaluation, @Nullable TrainingState paused)
    implements Serializable {

  /** Returns a candidate's standing before the first epoch. */
  public static Standing start(Candidate candidate) {
    return new Standing(candidate, null, TrainingState.START);
  }
}
