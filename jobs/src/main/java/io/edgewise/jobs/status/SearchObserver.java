package io.edgewise.jobs.status;

import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Evaluation;

/** Is told how a search goes, on the driver, one call at a time. */
public interface SearchObserver {

  /**
   * The search goes on from here.
   *
   * @param tally of what is committed
   */
  default void started(Tally tally) {}

  /** A generation begins: its networks are about to be proposed and simulated. */
  default void proposing(int generation) {}

  /**
   * A generation's trainings begin.
   *
   * @param candidates how many there are
   */
  default void training(int generation, int candidates) {}

  /** A training ended; in the order in which they end. */
  default void ended(int generation, Candidate candidate, Evaluation evaluation) {}

  /**
   * A generation was committed.
   *
   * @param tally with this generation
   */
  default void committed(Generation generation, Tally tally) {}
}
