package io.edgewise.search.controller.bayes;

import io.edgewise.search.controller.archive.Archive;
import io.edgewise.search.controller.archive.Goal;
import io.edgewise.search.trial.Screening;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gain is what a candidate would add to the hypervolume of the fronts if it came out as well as
 * mean + exploration * deviation (an optimistic S-metric selection, Ponweiser et al., PPSN 2008).
 * Only accuracy is uncertain: latency and memory are known before anything is trained, on each
 * accelerator. Of several the fronts take turns: each pick goes by what one of them gains, so that
 * none is left behind for another that moves more easily, and what the others gain counts less.
 * Gains count relative to how wide a front lies, so that a slow accelerator's milliseconds weigh no
 * more than a fast one's.
 */
final class HypervolumeGain implements Acquisition {

  /**
   * Share of what those fronts gain whose turn it is not. On HW-NAS-Bench's three devices
   * (jobs/src/bench/java, SeveralAccelerators) 25, 30 and 29 of 30 searches needed at most 1.1
   * times the trainings of the single searches at 0.2, and 23, 30 and 28 at 0.001.
   */
  private static final double OTHERS = 0.2;

  private final Goal goal;
  private final double exploration;
  private final List<Screening> pool;
  private final List<GrowingFront> fronts;

  /** Counts trainings and picks: whose turn it is is a function of the archive and the batch. */
  private int turn;

  HypervolumeGain(Goal goal, double exploration, Archive archive, List<Screening> pool) {
    this.goal = goal;
    this.exploration = exploration;
    this.pool = pool;
    List<double[]> seen = archive.entries().stream().map(Archive.Entry::values).toList();
    double worst = seen.stream().mapToDouble(values -> values[0]).min().orElse(0);
    List<double[]> ahead = pool.stream().map(s -> goal.point(worst, s.costs())).toList();
    this.turn = archive.size();
    this.fronts =
        IntStream.range(0, goal.accelerators())
            .mapToObj(i -> GrowingFront.of(on(i, seen), on(i, ahead)))
            .toList();
  }

  private List<double[]> on(int accelerator, List<double[]> values) {
    return values.stream().map(v -> goal.on(accelerator, v)).toList();
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
    double optimistic = mean + exploration * deviation;
    double[] point = point(belief, candidate, optimistic);
    double gain = 0;
    for (int i = 0; i < fronts.size(); i++) {
      double scale = fronts.get(0).extent() / fronts.get(i).extent();
      double share = i == turn % fronts.size() ? 1 : OTHERS;
      gain += share * scale * fronts.get(i).gain(goal.on(i, point));
    }
    // A candidate that adds nothing is still better the better it is.
    return gain + 1e-9 * optimistic;
  }

  @Override
  public void picked(Surrogate.Belief belief, int candidate, double mean) {
    double[] point = point(belief, candidate, mean);
    turn++;
    for (int i = 0; i < fronts.size(); i++) {
      fronts.get(i).add(goal.on(i, point));
    }
  }

  private double[] point(Surrogate.Belief belief, int candidate, double score) {
    return goal.point(belief.scores().valueAt(score), pool.get(candidate).costs());
  }
}
