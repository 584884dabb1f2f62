package io.edgewise.jobs.search;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.plan.SpaceSample;
import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses a search whose latency target or limit no network of its space can meet, before anything
 * is trained.
 */
final class ReachableTarget {

  private final SearchConfig config;

  ReachableTarget(SearchConfig config) {
    this.config = config;
  }

  /**
   * Looks at a sample of the space and at its first network.
   *
   * @throws SettingsException if the fastest of them is slower than the target or the limit
   */
  void require(SpaceSample sample) {
    List<Costs> runs =
        Stream.concat(Stream.of(sample.first()), sample.drawn().stream())
            .map(Screening::costs)
            .filter(costs -> costs.first().isPresent())
            .toList();
    if (runs.isEmpty()) {
      throw unmappable(sample.first());
    }
    int simulated = sample.drawn().size() + 1;
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < config.fleet().each().size(); i++) {
      int place = i;
      double fastest =
          runs.stream()
              .mapToDouble(costs -> costs.each().get(place).report().latencyMillis())
              .min()
              .orElseThrow();
      Deployment on = config.fleet().each().get(i);
      refuse("reward.target-millis", config.reward().targetsMillis().get(i), fastest, simulated, on)
          .ifPresent(problems::add);
      refuse("constraints.latency-millis", on.constraints().latencyMillis(), fastest, simulated, on)
          .ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new SettingsException("search " + config.search().id(), problems);
    }
  }

  private Optional<String> refuse(
      String key, double millis, double fastest, int simulated, Deployment on) {
    if (millis >= fastest) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: is %s; the fastest of %d networks of space %s takes %.3f ms on %s, so allowed is at least that",
            key,
            millis,
            simulated,
            config.space().name(),
            fastest,
            on.accelerator().name()));
  }

  private SettingsException unmappable(Screening example) {
    String reason = example.rejection().map(r -> r.detail()).orElse("");
    return new SettingsException(
        "search " + config.search().id(),
        List.of(
            (config.fleet().isSeveral() ? "accelerators: is " : "accelerator: is ")
                + String.join(", ", config.fleet().names())
                + "; it runs no network of the space: "
                + reason));
  }
}
