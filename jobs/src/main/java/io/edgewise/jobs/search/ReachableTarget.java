package io.edgewise.jobs.search;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Refuses a search whose latency target or limit no network of its space can meet, before anything
 * is trained.
 */
final class ReachableTarget {

  private static final int SAMPLES = 1000;

  /** The stream that the samples are drawn from; no generation has this number. */
  private static final int BEFORE_FIRST = -1;

  private final SearchConfig config;

  ReachableTarget(SearchConfig config) {
    this.config = config;
  }

  /**
   * Simulates the smallest network of the space and a sample of the others.
   *
   * @param screener without constraints
   * @throws SettingsException if the fastest of them is slower than the target or the limit
   */
  void require(Screener screener) {
    SplittableRandom random =
        new SplittableRandom(Seeds.mix(config.search().plan().seed(), BEFORE_FIRST, 0));
    List<Architecture> sample = new ArrayList<>(List.of(config.space().first()));
    for (int i = 0; i < SAMPLES; i++) {
      sample.add(config.space().sample(random));
    }
    double fastest =
        screener.screen(sample).stream()
            .flatMap(s -> s.latency().stream())
            .mapToDouble(report -> report.latencyMillis())
            .min()
            .orElseThrow(() -> unmappable(screener.screen(sample.subList(0, 1)).get(0)));
    List<String> problems = new ArrayList<>();
    refuse("reward.target-millis", config.reward().targetMillis(), fastest, problems);
    refuse(
        "constraints.latency-millis",
        config.deployment().constraints().latencyMillis(),
        fastest,
        problems);
    if (!problems.isEmpty()) {
      throw new SettingsException("search " + config.search().id(), problems);
    }
  }

  private void refuse(String key, double millis, double fastest, List<String> problems) {
    if (millis < fastest) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%s: is %s; the fastest of %d networks of space %s takes %.3f ms on %s, so allowed is at least that",
              key,
              millis,
              SAMPLES + 1,
              config.space().name(),
              fastest,
              config.deployment().accelerator().name()));
    }
  }

  private SettingsException unmappable(Screening example) {
    String reason = example.rejection().map(r -> r.detail()).orElse("");
    return new SettingsException(
        "search " + config.search().id(),
        List.of(
            "accelerator: is "
                + config.deployment().accelerator().name()
                + "; it runs no network of the space: "
                + reason));
  }
}
