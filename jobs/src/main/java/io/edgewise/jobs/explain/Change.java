package io.edgewise.jobs.explain;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Choice;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change is one other choice in a network, and what the simulator says to it. What it does to the
 * accuracy nobody knows before a training.
 *
 * @param savedMillis by how much the changed network is faster
 */
public record Change(
    String decision,
    String from,
    String to,
    double latencyMillis,
    double savedMillis,
    long parameterBytes,
    long streamedBytes) {

  private static final int MOST = 20;

  /** Simulators that count the same differ by no more than the order of their sums. */
  private static final double SAME = 1e-9;

  /**
   * The changes that make a network faster, the fastest first; none if the simulator no longer says
   * to the network itself what the history says.
   */
  public static List<Change> faster(Redeployment deployment, Trial trial) {
    return of(deployment, trial).stream()
        .filter(change -> change.savedMillis() > SAME * change.latencyMillis())
        .sorted(Comparator.comparingDouble(Change::latencyMillis))
        .limit(MOST)
        .toList();
  }

  /**
   * Tries every other option of each decision that a network met; where one opens decisions that
   * the network did not meet, these take their first option.
   *
   * @return the changes that the accelerator can run, in the order of the decisions; none if the
   *     simulator no longer says to the network itself what the history says
   */
  static List<Change> of(Redeployment deployment, Trial trial) {
    double before = trial.latency().orElseThrow().latencyMillis();
    Optional<LatencyReport> now = deployment.simulate(trial.architecture());
    if (now.isEmpty() || Math.abs(now.get().latencyMillis() - before) > SAME * before) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    Map<String, String> values = trial.architecture().valuesByDecision();
    for (Choice choice : trial.architecture().choices()) {
      for (Decision decision : deployment.space().decisions()) {
        if (decision.name().equals(choice.decision())) {
          changes.addAll(options(deployment, values, decision, before));
        }
      }
    }
    return changes;
  }

  private static List<Change> options(
      Redeployment deployment, Map<String, String> values, Decision changed, double before) {
    List<Change> changes = new ArrayList<>();
    String from = values.getOrDefault(changed.name(), "");
    for (String to : changed.options()) {
      if (!to.equals(from)) {
        deployment
            .simulate(with(deployment.space(), values, changed.name(), to))
            .map(report -> of(changed.name(), from, to, report, before))
            .ifPresent(changes::add);
      }
    }
    return changes;
  }

  /** The network with this change made. */
  Architecture madeTo(Architecture network, SearchSpace space) {
    return with(space, network.valuesByDecision(), decision, to);
  }

  private static Architecture with(
      SearchSpace space, Map<String, String> values, String changed, String to) {
    return space.walk(
        decision -> {
          String value =
              decision.name().equals(changed) ? to : values.getOrDefault(decision.name(), "");
          return Math.max(0, decision.options().indexOf(value));
        });
  }

  private static Change of(
      String decision, String from, String to, LatencyReport report, double before) {
    return new Change(
        decision,
        from,
        to,
        report.latencyMillis(),
        before - report.latencyMillis(),
        report.metrics().parameterBytes(),
        report.metrics().streamedParameterBytes());
  }
}
