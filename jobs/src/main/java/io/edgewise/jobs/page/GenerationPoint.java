package io.edgewise.jobs.page;

import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.report.Spread;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A generation point is a generation as the page's pictures have it.
 *
 * @param infeasible with the next two: how many of the proposed were rejected before training,
 *     trained before, and failed
 * @param rewards of the networks that the generation trained; empty if there is none
 * @param expectedGain what the controller expected the best reward to rise by; empty if it has no
 *     such expectation
 * @param gain what it rose by; empty for the first that has a reward
 * @param wallMillis from the generation's start to its commit
 * @param screeningMillis with the next: of these, what proposing and simulating took, and the
 *     trainings all together
 * @param hosts the trainings by the executor that ran them
 */
record GenerationPoint(
    int generation,
    int proposed,
    int measured,
    int infeasible,
    int repeated,
    int failed,
    Optional<Spread> rewards,
    Optional<Double> expectedGain,
    Optional<Double> gain,
    long wallMillis,
    long screeningMillis,
    long trainingMillis,
    List<HostTime> hosts) {

  /**
   * The time of an executor's trainings in one generation.
   *
   * @param busyMillis of all of them, each on its core, added up
   * @param longestMillis of the longest
   */
  record HostTime(String host, int trainings, long busyMillis, long longestMillis) {

    static HostTime of(String host, Evaluation.Cost cost) {
      return new HostTime(host, 1, cost.trainingMillis(), cost.trainingMillis());
    }

    HostTime plus(HostTime other) {
      return new HostTime(
          host,
          trainings + other.trainings,
          busyMillis + other.busyMillis,
          Math.max(longestMillis, other.longestMillis));
    }
  }

  /** The wall time that neither screening nor training took: learning, and the commit. */
  long restMillis() {
    return Math.max(0, wallMillis - screeningMillis - trainingMillis);
  }

  /** One point a generation, in their order. */
  static List<GenerationPoint> of(SearchHistory history) {
    List<GenerationPoint> points = new ArrayList<>();
    double best = Double.NaN;
    for (GenerationRow row : history.generations()) {
      List<Trial> trained =
          history.trialsOf(row.generation()).stream().filter(t -> t.repeats().isEmpty()).toList();
      Optional<Spread> rewards =
          Spread.of(
              trained.stream()
                  .filter(Trial::isTrainedToTheEnd)
                  .mapToDouble(Trial::reward)
                  .filter(Double::isFinite)
                  .toArray());
      double before = best;
      double after =
          Math.max(
              Double.isNaN(before) ? Double.NEGATIVE_INFINITY : before,
              rewards.map(Spread::highest).orElse(Double.NEGATIVE_INFINITY));
      best = Double.isInfinite(after) ? before : after;
      points.add(point(row, rewards, NetworkPoint.finite(best - before), hosts(trained)));
    }
    return points;
  }

  private static GenerationPoint point(
      GenerationRow row, Optional<Spread> rewards, Optional<Double> gain, List<HostTime> hosts) {
    return new GenerationPoint(
        row.generation(),
        row.proposed(),
        row.measured(),
        row.infeasible(),
        row.repeated(),
        row.failed(),
        rewards,
        row.expected().isPresent()
            ? NetworkPoint.finite(row.expected().getAsDouble())
            : Optional.empty(),
        gain,
        Duration.between(row.startedAt(), row.finishedAt()).toMillis(),
        row.screeningMs(),
        row.trainingMs(),
        hosts);
  }

  private static List<HostTime> hosts(List<Trial> trained) {
    Map<String, HostTime> hosts = new TreeMap<>();
    for (Trial trial : trained) {
      trial
          .cost()
          .map(cost -> HostTime.of(cost.host(), cost))
          .ifPresent(time -> hosts.merge(time.host(), time, HostTime::plus));
    }
    return List.copyOf(hosts.values());
  }
}
