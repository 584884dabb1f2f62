package io.edgewise.jobs.search;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.staged.PublishedNetworks;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Baselines are known networks that a search simulates and trains once, as it does its candidates:
 * deployed alike, as proxies by the same rule, on the same images. They spend none of the search's
 * budget, keep no limit, and no controller learns from them, so that the trials are the same with
 * and without.
 *
 * @param screener of the search's accelerator, without its limits
 * @param evaluator that trains everything to the end
 */
record Baselines(SearchConfig config, Screener screener, Evaluator evaluator, Console console) {

  /** Measures those that the settings name and that the history does not hold yet. */
  List<Baseline> missing(StoredSearch stored) {
    if (config.search().baselines().isEmpty()) {
      return List.of();
    }
    Set<String> held = stored.baselines().stream().map(Baseline::name).collect(Collectors.toSet());
    List<String> names =
        config.search().baselines().stream().filter(name -> !held.contains(name)).toList();
    return names.isEmpty() ? List.of() : measured(names);
  }

  private List<Baseline> measured(List<String> names) {
    List<Screening> screenings =
        screener.screen(
            names.stream()
                .map(name -> PublishedNetworks.find(name).orElseThrow())
                .map(network -> new Architecture(List.of(), network))
                .toList());
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      long seed =
          Seeds.mix(config.search().plan().seed(), Seeds.BASELINES, names.get(i).hashCode());
      candidates.add(evaluator.candidate(i, screenings.get(i), seed));
    }
    console.note("baselines: training %s", String.join(", ", names));
    List<Evaluation> evaluations = evaluator.evaluate(candidates, (candidate, evaluation) -> {});
    List<Baseline> baselines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Baseline baseline = baseline(names.get(i), screenings.get(i), evaluations.get(i));
      console.note("%s", line(baseline));
      baselines.add(baseline);
    }
    return baselines;
  }

  private Baseline baseline(String name, Screening screening, Evaluation evaluation) {
    Optional<Evaluation.Measured> measured =
        evaluation instanceof Evaluation.Measured m ? Optional.of(m) : Optional.empty();
    return new Baseline(
            name,
            measured.map(Evaluation.Measured::accuracy),
            measured.map(m -> m.estimate().standardError()).filter(Double::isFinite),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            evaluation instanceof Evaluation.Failed failed
                ? Optional.of(failed.kind() + ": " + failed.detail())
                : Optional.empty())
        .on(screening, config.reward().plan());
  }

  private static String line(Baseline baseline) {
    StringBuilder line = new StringBuilder("baseline " + baseline.name() + ":");
    baseline
        .accuracy()
        .ifPresent(value -> line.append(String.format(Locale.ROOT, " %.2f %%", 100 * value)));
    baseline
        .latencyMillis()
        .ifPresent(value -> line.append(String.format(Locale.ROOT, " in %.3f ms", value)));
    baseline
        .reward()
        .ifPresent(value -> line.append(String.format(Locale.ROOT, ", reward %.4f", value)));
    baseline
        .parameters()
        .ifPresent(count -> line.append(String.format(Locale.ROOT, ", %,d parameters", count)));
    baseline.failure().ifPresent(why -> line.append(" ").append(why));
    return line.toString();
  }
}
