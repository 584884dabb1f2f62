package io.edgewise.jobs.plan;

import java.util.List;
import java.util.Optional;

/**
 * A plan is what can be told of a search before it is run.
 *
 * @param outlook what is known without training
 * @param check a training of one proxy; empty where no network could be trained
 */
public record SearchPlan(Outlook outlook, Optional<TrainingCheck> check) {

  /** Estimates what the search takes; empty where no proxy could be trained. */
  public Optional<Effort> effort() {
    return check
        .filter(training -> training.failure().isEmpty())
        .map(
            training ->
                Effort.of(outlook.schedule(), training, Math.max(1, outlook.feasibleNetworks())));
  }

  /** Says what to change, one sentence each; nothing if the search can run as it is. */
  public List<String> verdict() {
    return Verdict.of(this);
  }

  /** Returns whether the search would come to a trained network. */
  public boolean canRun() {
    return effort().isPresent();
  }
}
