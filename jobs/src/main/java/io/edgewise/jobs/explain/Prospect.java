package io.edgewise.jobs.explain;

import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A prospect is a single change with what is to be expected of it.
 *
 * @param change simulated
 * @param gain by how much the forest predicts a higher accuracy of the changed network than of the
 *     network itself; empty where it says nothing of the decision
 */
public record Prospect(Change change, Optional<Double> gain) {

  /** Simulators that count the same differ by no more than the order of their sums. */
  private static final double SAME = 1e-9;

  /** The changes that make a network faster or more accurate, in the order of the decisions. */
  static List<Prospect> of(Redeployment deployment, Trial trial, TargetModels models) {
    if (trial.latency().isEmpty()) {
      return List.of();
    }
    List<Prospect> prospects = new ArrayList<>();
    Set<String> telling =
        models.explanation(Target.ACCURACY).influences().stream()
            .map(Influence::decision)
            .collect(Collectors.toSet());
    for (Change change : Change.of(deployment, trial)) {
      Optional<Double> gain =
          telling.contains(change.decision())
              ? gain(models.model(Target.ACCURACY), change, deployment, trial)
              : Optional.empty();
      Prospect prospect = new Prospect(change, gain);
      if (prospect.isFaster() || prospect.isMoreAccurate()) {
        prospects.add(prospect);
      }
    }
    return prospects;
  }

  private static Optional<Double> gain(
      TargetModel accuracy, Change change, Redeployment deployment, Trial trial) {
    OptionalDouble before = accuracy.predict(trial.architecture());
    OptionalDouble after =
        accuracy.predict(change.madeTo(trial.architecture(), deployment.space()));
    return before.isPresent() && after.isPresent()
        ? Optional.of(after.getAsDouble() - before.getAsDouble())
        : Optional.empty();
  }

  boolean isFaster() {
    return change.savedMillis() > SAME * change.latencyMillis();
  }

  boolean isMoreAccurate() {
    return gain.filter(g -> g > 0).isPresent();
  }
}
