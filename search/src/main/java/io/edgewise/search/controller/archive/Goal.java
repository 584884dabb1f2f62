package io.edgewise.search.controller.archive;

import io.edgewise.search.pareto.Objective;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A goal is what a controller makes large: the reward, or several objectives at once on each
 * accelerator.
 *
 * @param objectives empty for the reward
 * @param accelerators how many have a front of these objectives; 1 or more
 */
public record Goal(List<Objective> objectives, int accelerators) {

  /** The reward alone. */
  public static final Goal REWARD = new Goal(List.of());

  /** The goal of a search with one accelerator. */
  public Goal(List<Objective> objectives) {
    this(objectives, 1);
  }

  public Goal {
    objectives = List.copyOf(objectives);
  }

  public boolean isReward() {
    return objectives.isEmpty();
  }

  /** Returns how many numbers {@link #values} gives. */
  public int dimensions() {
    return isReward() ? 1 : objectives.size() * accelerators;
  }

  /** The coordinates on one accelerator, of all the values. */
  public double[] on(int accelerator, double[] values) {
    int length = objectives.size();
    return Arrays.copyOfRange(values, accelerator * length, (accelerator + 1) * length);
  }

  /**
   * Returns where a network lies at an accuracy: its coordinates on the first accelerator, then
   * those on the next. Where it breaks a limit it lies infinitely low in all that is the
   * accelerator's, so that it is on no front there.
   *
   * @throws IllegalArgumentException if the network is not known on as many accelerators
   */
  public double[] point(double accuracy, Costs costs) {
    if (costs.each().size() != accelerators) {
      throw new IllegalArgumentException(
          "costs on " + costs.each().size() + " accelerators: the goal is on " + accelerators);
    }
    double[] point = new double[dimensions()];
    int next = 0;
    for (OnAccelerator on : costs.each()) {
      double[] there = Objective.point(objectives, accuracy, on.report());
      for (int i = 0; i < there.length; i++) {
        boolean counts = on.isWithin() || objectives.get(i) == Objective.ACCURACY;
        point[next++] = counts ? there[i] : Double.NEGATIVE_INFINITY;
      }
    }
    return point;
  }

  /** Returns what a trial was worth, more being better; empty if it was not measured. */
  public Optional<double[]> values(Trial trial) {
    if (!(trial.evaluation() instanceof Measured measured) || trial.latency().isEmpty()) {
      return Optional.empty();
    }
    if (isReward()) {
      return Optional.of(new double[] {trial.reward()}).filter(v -> Double.isFinite(v[0]));
    }
    return Optional.of(point(measured.accuracy(), trial.costs()));
  }
}
