package io.edgewise.search.benchmark;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A score is what a controller came to over its seeds.
 *
 * @param controller its name
 * @param toWithin trainings until the objective is within so many points of the best; by points
 * @param regret points of the report that are missing; by trainings
 * @param infeasibleShare mean share of trainings that broke the limit
 * @param hypervolumeRatio by trainings; empty without latencies
 * @param curve median regret after each training, from the first
 */
public record Score(
    String controller,
    SortedMap<Double, Interval> toWithin,
    SortedMap<Integer, Interval> regret,
    double infeasibleShare,
    SortedMap<Integer, Interval> hypervolumeRatio,
    double[] curve) {

  /** Margins in points of the objective. */
  public static final List<Double> MARGINS = List.of(0.5, 0.1);

  /** Trainings after which the regret is told. */
  public static final List<Integer> REGRET_AT = List.of(50, 100, 150, 200, 300);

  /** Trainings after which the hypervolume ratio is told. */
  public static final List<Integer> HYPERVOLUME_AT = List.of(100, 200, 300);

  /** Sums up runs of one controller, one a seed. */
  public static Score of(String controller, List<Run> runs, Yardstick yardstick, int budget) {
    SortedMap<Double, Interval> toWithin = new TreeMap<>();
    for (double margin : MARGINS) {
      toWithin.put(margin, over(runs, run -> until(run, yardstick.bestObjective(), margin)));
    }
    SortedMap<Integer, Interval> regret = new TreeMap<>();
    for (int at : REGRET_AT) {
      if (at <= budget) {
        regret.put(at, over(runs, run -> yardstick.regret(run, at)));
      }
    }
    SortedMap<Integer, Interval> hypervolume = new TreeMap<>();
    for (int at : HYPERVOLUME_AT) {
      if (at <= budget && yardstick.hasLatency()) {
        hypervolume.put(at, over(runs, run -> yardstick.hypervolumeRatio(run, at)));
      }
    }
    double[] curve = new double[budget];
    for (int i = 0; i < budget; i++) {
      int trainings = i + 1;
      curve[i] = over(runs, run -> yardstick.regret(run, trainings)).median();
    }
    double infeasible = runs.stream().mapToDouble(yardstick::infeasibleShare).average().orElse(0);
    return new Score(controller, toWithin, regret, infeasible, hypervolume, curve);
  }

  /**
   * Trainings until the objective is within a margin of the best.
   *
   * @param margin one of {@link #MARGINS}
   */
  public Interval trainingsTo(double margin) {
    return requireNonNull(toWithin.get(margin));
  }

  private static double until(Run run, double best, double margin) {
    return run.trainingsUntil(best, margin).stream()
        .mapToDouble(n -> n)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Interval over(List<Run> runs, ToDoubleFunction<Run> number) {
    return Interval.of(runs.stream().mapToDouble(number).toArray());
  }
}
