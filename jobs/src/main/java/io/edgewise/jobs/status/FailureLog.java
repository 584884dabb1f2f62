package io.edgewise.jobs.status;

import io.edgewise.jobs.console.Console;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.trial.Evaluation;

/** A line for every training that comes to nothing; the same is in its row of the history. */
public final class FailureLog implements SearchObserver {

  private final Console console;

  public FailureLog(Console console) {
    this.console = console;
  }

  @Override
  public void ended(int generation, Candidate candidate, Evaluation evaluation) {
    if (evaluation instanceof Evaluation.Failed failed) {
      console.note(
          "trial %d/%d failed: %s on host %s, attempt %d, after %.1f s, architecture %s: %s",
          generation,
          candidate.index(),
          failed.kind(),
          failed.cost().host(),
          failed.cost().attempt(),
          failed.cost().trainingMillis() / 1e3,
          candidate.architecture().id(),
          failed.detail());
    }
  }
}
