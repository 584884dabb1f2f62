package io.edgewise.search.controller.archive;

import io.edgewise.search.pareto.Objective;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Optional;

/**
 * A goal is what a controller makes large: the reward, or several objectives at once.
 *
 * @param objectives empty for the reward
 */
public record Goal(List<Objective> objectives) {

  /** The reward alone. */
  public static final Goal REWARD = new Goal(List.of());

  public Goal {
    objectives = List.copyOf(objectives);
  }

  public boolean isReward() {
    return objectives.isEmpty();
  }

  /** Returns how many numbers {@link #values} gives. */
  public int dimensions() {
    return isReward() ? 1 : objectives.size();
  }

  /** Returns what a trial was worth, more being better; empty if it was not measured. */
  public Optional<double[]> values(Trial trial) {
    if (!(trial.evaluation() instanceof Measured measured) || trial.latency().isEmpty()) {
      return Optional.empty();
    }
    if (isReward()) {
      return Optional.of(new double[] {trial.reward()}).filter(v -> Double.isFinite(v[0]));
    }
    return Optional.of(
        Objective.point(objectives, measured.accuracy(), trial.latency().orElseThrow()));
  }
}
