package io.edgewise.search.history;

import io.edgewise.search.reward.RewardPlan;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.LatencyReport;
import java.util.Optional;

/**
 * A baseline is a known network that a search simulated and trained as it does its candidates, to
 * be held against them.
 *
 * @param name of the built-in network
 * @param accuracy of its proxy, in [0, 1]; empty if it could not be trained
 * @param accuracyError the accuracy's standard error; empty if it is not known
 * @param latencyMillis simulated, milliseconds; empty if the accelerator cannot run it
 * @param reward what the search would have rewarded it with; empty if it lacks one of both
 * @param parameters trained numbers of the deployed network; empty if the accelerator cannot run it
 * @param failure why it has no accuracy or no latency; empty if it has both
 */
public record Baseline(
    String name,
    Optional<Double> accuracy,
    Optional<Double> accuracyError,
    Optional<Double> latencyMillis,
    Optional<Double> reward,
    Optional<Long> parameters,
    Optional<String> failure) {

  /**
   * The same network as a screening found it: its accuracy stays, and latency, parameters and
   * reward are those of the screening's accelerator.
   *
   * @param screening without limits
   */
  public Baseline on(Screening screening, RewardPlan plan) {
    Optional<LatencyReport> report = screening.latency();
    return new Baseline(
        name,
        accuracy,
        accuracyError,
        report.map(LatencyReport::latencyMillis).filter(Double::isFinite),
        accuracy.map(value -> screening.reward(plan, value)).filter(Double::isFinite),
        report.map(r -> r.metrics().parameters()),
        accuracy.isEmpty() && failure.isPresent()
            ? failure
            : screening.rejection().map(why -> why.constraint() + ": " + why.detail()));
  }
}
