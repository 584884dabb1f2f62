package io.edgewise.jobs.nightly;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.nightly.FullTraining.Contender;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.search.NetworkFiles;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.LatencyReport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The succession of champions: who contends in a night, and what becomes of who wins. */
record Succession(
    NightPlan plan, Configuration hadoop, History history, NightFiles files, Clock clock) {

  /** The night's best that are not the champion, then the champion, if there is one. */
  List<Contender> contenders(SearchResult result, Optional<Champion> champion) {
    Optional<ArchitectureId> reigning = champion.map(c -> c.architecture().id());
    List<Contender> contenders = new ArrayList<>();
    result.best().stream()
        .filter(trial -> !reigning.equals(Optional.of(trial.architecture().id())))
        .limit(plan.nightly().finalists())
        .map(trial -> new Contender(trial.architecture(), origin(trial)))
        .forEach(contenders::add);
    champion.map(Succession::contender).ifPresent(contenders::add);
    return contenders;
  }

  private Original origin(Trial trial) {
    return trial.repeats().orElse(new Original(Optional.of(plan.night().search()), trial.key()));
  }

  private static Contender contender(Champion champion) {
    return new Contender(
        champion.architecture(),
        new Original(
            Optional.of(new SearchId(champion.finalist().search())),
            TrialKey.parse(champion.finalist().trial())));
  }

  /** Everything that earlier nights trained on the full task. */
  List<Finalist> fullResults(Optional<Champion> champion) {
    List<Finalist> results = new ArrayList<>(champion.map(Champion::finalist).stream().toList());
    for (Night earlier : plan.night().before(history.searches())) {
      files.outcome(earlier.search()).ifPresent(o -> results.addAll(o.fullTraining()));
    }
    return results;
  }

  /** Makes one of the contenders champion. */
  void promote(
      Finalist winner, List<Contender> contenders, Optional<Champion> before, SearchConfig config) {
    Contender contender =
        contenders.stream()
            .filter(c -> c.architecture().id().hex().equals(winner.architecture()))
            .findFirst()
            .orElseThrow();
    new Champion(
            winner,
            networkFile(winner, contender.architecture(), config),
            plan.night().toString(),
            before.map(Champion::night),
            clock.instant())
        .promote(files);
  }

  private NetworkFile networkFile(Finalist winner, Architecture architecture, SearchConfig config) {
    LatencyReport report =
        new SimulationScreener(config.deployment())
            .screen(List.of(architecture))
            .get(0)
            .latency()
            .orElseThrow();
    return NetworkFiles.of(config, plan.nightly().fullTask(), hadoop)
        .file(
            architecture,
            report.metrics(),
            winner.estimate().orElseThrow(),
            new Finding.Origin(new SearchId(winner.search()), TrialKey.parse(winner.trial())));
  }
}
