package io.edgewise.search.controller.bayes;

import io.edgewise.search.controller.archive.Archive;
import io.edgewise.search.controller.archive.Goal;
import io.edgewise.search.pareto.Dominance;
import io.edgewise.search.pareto.Hypervolume;
import io.edgewise.search.pareto.Objective;
import io.edgewise.search.trial.Screening;
import java.util.ArrayList;
import java.util.List;

/**
 * The gain is what a candidate would add to the hypervolume of the front if it came out as well as
 * mean + exploration * deviation (an optimistic S-metric selection, Ponweiser et al., PPSN 2008).
 * Only accuracy is uncertain: latency and memory are known before anything is trained.
 */
final class HypervolumeGain implements Acquisition {

  private final Goal goal;
  private final double exploration;
  private final List<Screening> pool;
  private final double[] reference;
  private final List<double[]> front = new ArrayList<>();

  HypervolumeGain(Goal goal, double exploration, Archive archive, List<Screening> pool) {
    this.goal = goal;
    this.exploration = exploration;
    this.pool = pool;
    List<double[]> seen = archive.entries().stream().map(Archive.Entry::values).toList();
    this.reference = worst(seen);
    Dominance.front(seen).forEach(i -> front.add(seen.get(i)));
  }

  @Override
  public List<Integer> shortlist(Surrogate.Belief belief, int count) {
    double[] scores = new double[pool.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(belief, i, belief.means()[i], 1);
    }
    return Surrogate.largest(scores, count);
  }

  @Override
  public double score(Surrogate.Belief belief, int candidate, double mean, double deviation) {
    double[] point = point(belief, candidate, mean + exploration * deviation);
    // A candidate that adds nothing is still better the better it is.
    return Hypervolume.gain(point, front, reference) + 1e-9 * (mean + exploration * deviation);
  }

  @Override
  public void picked(Surrogate.Belief belief, int candidate, double mean) {
    double[] point = point(belief, candidate, mean);
    if (front.stream().noneMatch(p -> Dominance.dominates(p, point))) {
      front.removeIf(p -> Dominance.dominates(point, p));
      front.add(point);
    }
  }

  private double[] point(Surrogate.Belief belief, int candidate, double score) {
    double accuracy = belief.scores().valueAt(score);
    return Objective.point(
        goal.objectives(), accuracy, pool.get(candidate).latency().orElseThrow());
  }

  private double[] worst(List<double[]> seen) {
    double[] worst = new double[goal.dimensions()];
    java.util.Arrays.fill(worst, Double.POSITIVE_INFINITY);
    for (double[] point : seen) {
      for (int i = 0; i < worst.length; i++) {
        worst[i] = Math.min(worst[i], point[i]);
      }
    }
    for (Screening screening : pool) {
      double[] point =
          Objective.point(goal.objectives(), worst[0], screening.latency().orElseThrow());
      for (int i = 0; i < worst.length; i++) {
        worst[i] = Math.min(worst[i], point[i]);
      }
    }
    return worst;
  }
}
