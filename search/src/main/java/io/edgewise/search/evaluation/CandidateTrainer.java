package io.edgewise.search.evaluation;

import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingState;

/**
 * A candidate trainer finds out what a candidate comes to: it trains its proxy, has somebody else
 * train it, or looks it up. The outcome is a function of the candidate, but for limits of time and
 * memory, so that a training that is lost can be made again.
 */
public interface CandidateTrainer {

  /**
   * Trains on until so many epochs of the recipe are done.
   *
   * @param from where an earlier stretch of the same training paused, or {@link
   *     TrainingState#START}
   * @param toEpoch above {@code from.epochs()}, at most the recipe's
   * @return {@link TrainingOutcome.Paused} if the recipe goes on after that epoch
   * @throws io.edgewise.search.dataset.DatasetException if images are needed and cannot be read
   */
  TrainingOutcome train(Candidate candidate, TrainingState from, int toEpoch);
}
