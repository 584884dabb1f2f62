package io.edgewise.jobs.nightly;

import io.edgewise.jobs.actions.SparkStart;
import io.edgewise.jobs.config.NightlySettings;
import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.nightly.FullTraining.Contender;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.search.NetworkFiles;
import io.edgewise.jobs.search.SearchRun;
import io.edgewise.jobs.warmstart.WarmStart;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.history.Tally;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.LatencyReport;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * One night: its search, the contest of its best with the champion, its report. Every step can be
 * done again with the same result, and the report is written last; so a night that broke off goes
 * on when it is started again, and one that is done stays as it is.
 */
public final class NightlyJob {

  private final Function<Overrides, SearchConfig> settings;
  private final Function<NetworkFile, NightExport> export;
  private final NightlySettings nightly;
  private final Night night;
  private final Configuration hadoop;
  private final History history;
  private final NightFiles files;
  private final Console console;
  private final Clock clock;
  private final boolean verbose;

  /**
   * @param config the search file, read
   * @param settings reads it again with further settings laid over it
   * @param export takes a new champion to its files, where nightly.then says so
   */
  public NightlyJob(
      SearchConfig config,
      Function<Overrides, SearchConfig> settings,
      Function<NetworkFile, NightExport> export,
      LocalDate date,
      Console console,
      Clock clock,
      boolean verbose) {
    this.hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    this.settings = settings;
    this.export = export;
    this.nightly = config.nightly();
    this.night = new Night(nightly.name(), date);
    this.history = History.open(hadoop, config.search().history());
    this.files = new NightFiles(hadoop, config.search().history(), nightly.name());
    this.console = console;
    this.clock = clock;
    this.verbose = verbose;
  }

  /**
   * Runs the night, or what is left of it.
   *
   * @return the exit code
   */
  public int run() {
    // One name for all nights: yesterday's may still be running.
    try (History.Hold hold = history.hold(new SearchId(nightly.name()))) {
      if (files.outcome(night.search()).isEmpty()) {
        NightReport found = report();
        NightReport report = found.with(exported(found));
        files.reportMarkdown(night.search()).replace(NightMarkdown.of(report));
        files.reportJson(night.search()).replace(report.toJson());
        keepLastNights();
      } else {
        console.note("%s is done; this is its report:", night);
      }
    }
    console.line("%s", files.reportMarkdown(night.search()).read().orElse(""));
    console.line(
        "files: %s, report.json beside it, and the champion in %s",
        files.reportMarkdown(night.search()).path(), files.champion().path());
    return files.outcome(night.search()).orElseThrow().measured() > 0
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  private NightReport report() {
    List<SearchId> learnFrom = learnFrom();
    SearchConfig tonight = tonight(learnFrom);
    try (JavaSparkContext spark = SparkStart.start("nightly " + night, verbose)) {
      SearchConfig config = SearchRun.fitted(tonight, spark, console);
      SearchRun.Outcome outcome = new SearchRun(config, spark, console, stopTime(started())).run();
      Optional<Champion> before = Champion.before(night, files);
      List<Contender> contenders = contenders(outcome.result(), before);
      List<Finalist> full =
          new FullTraining(config, spark, fullResults(before), console).train(contenders);
      List<Finalist> finalists = full.subList(0, full.size() - (before.isPresent() ? 1 : 0));
      Optional<Finalist> defender = before.map(champion -> full.get(full.size() - 1));
      Contest.Verdict verdict = new Contest(nightly.margin()).decide(finalists, defender);
      verdict.promoted().ifPresent(winner -> promote(winner, contenders, before, config));
      return new NightReport(
          night,
          new Aim(config.reward().targetMillis(), config.deployment().constraints()),
          started(),
          clock.instant(),
          outcome.tally(),
          outcome.stopped(),
          learnFrom,
          outcome.result(),
          failures(),
          finalists,
          defender,
          verdict,
          Champion.now(files),
          Optional.empty(),
          changes(outcome.result()));
    }
  }

  /** A training of its own may need a Spark of its own, so that the night's has ended by now. */
  private Optional<NightExport> exported(NightReport report) {
    return nightly.exports() && report.verdict().promoted().isPresent()
        ? report.champion().map(champion -> export.apply(champion.network()))
        : Optional.empty();
  }

  /** Returns when the night's search was first started; now, if it was not. */
  private Instant started() {
    return history
        .find(night.search())
        .map(search -> search.provenance().createdAt())
        .orElseGet(clock::instant);
  }

  /** Returns what the night's search took when it was started, else the last nights before. */
  private List<SearchId> learnFrom() {
    return history
        .find(night.search())
        .map(WarmStart::takenBy)
        .orElseGet(
            () -> {
              List<Night> before = night.before(history.searches());
              return before
                  .subList(Math.max(0, before.size() - nightly.learnFrom()), before.size())
                  .stream()
                  .map(Night::search)
                  .toList();
            });
  }

  private SearchConfig tonight(List<SearchId> learnFrom) {
    return settings.apply(
        Overrides.NONE
            .with("search.id", night.toString())
            .with("search.warm-start", learnFrom.stream().map(SearchId::value).toList()));
  }

  private Function<Tally, Optional<String>> stopTime(Instant start) {
    return nightly
        .stopAt()
        .map(time -> StopTime.after(start, time, nightly.zone(), clock))
        .map(stop -> (Function<Tally, Optional<String>>) stop::stops)
        .orElse(tally -> Optional.empty());
  }

  /** The night's best that are not the champion, then the champion, if there is one. */
  private List<Contender> contenders(SearchResult result, Optional<Champion> champion) {
    Optional<ArchitectureId> reigning = champion.map(c -> c.architecture().id());
    List<Contender> contenders = new ArrayList<>();
    result.best().stream()
        .filter(trial -> !reigning.equals(Optional.of(trial.architecture().id())))
        .limit(nightly.finalists())
        .map(trial -> new Contender(trial.architecture(), origin(trial)))
        .forEach(contenders::add);
    champion.map(this::contender).ifPresent(contenders::add);
    return contenders;
  }

  private Original origin(Trial trial) {
    return trial.repeats().orElse(new Original(Optional.of(night.search()), trial.key()));
  }

  private Contender contender(Champion champion) {
    return new Contender(
        champion.architecture(),
        new Original(
            Optional.of(new SearchId(champion.finalist().search())),
            TrialKey.parse(champion.finalist().trial())));
  }

  /** Everything that earlier nights trained on the full task. */
  private List<Finalist> fullResults(Optional<Champion> champion) {
    List<Finalist> results = new ArrayList<>(champion.map(Champion::finalist).stream().toList());
    for (Night earlier : night.before(history.searches())) {
      files.outcome(earlier.search()).ifPresent(o -> results.addAll(o.fullTraining()));
    }
    return results;
  }

  private void promote(
      Finalist winner, List<Contender> contenders, Optional<Champion> before, SearchConfig config) {
    Contender contender =
        contenders.stream()
            .filter(c -> c.architecture().id().hex().equals(winner.architecture()))
            .findFirst()
            .orElseThrow();
    new Champion(
            winner,
            networkFile(winner, contender.architecture(), config),
            night.toString(),
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
    return NetworkFiles.of(config, nightly.fullTask(), hadoop)
        .file(
            architecture,
            report.metrics(),
            winner.estimate().orElseThrow(),
            new Finding.Origin(new SearchId(winner.search()), TrialKey.parse(winner.trial())));
  }

  private List<Trial> failures() {
    return history
        .search(night.search())
        .trials()
        .filter(row -> row.status().equals(TrialRow.FAILED))
        .map(TrialRow::trial)
        .filter(trial -> trial.evaluation() instanceof Evaluation.Failed)
        .toList();
  }

  private Optional<NightChanges> changes(SearchResult result) {
    List<Night> before = night.before(history.searches());
    if (before.isEmpty()) {
      return Optional.empty();
    }
    StoredSearch last = history.search(before.get(before.size() - 1).search());
    return Optional.of(
        NightChanges.of(
            last.id(),
            SearchResult.of(last.trials().map(TrialRow::trial).toList()),
            last.provenance(),
            result,
            history.search(night.search()).provenance()));
  }

  private void keepLastNights() {
    List<Night> nights = Night.all(nightly.name(), history.searches());
    for (Night old : nights.subList(0, Math.max(0, nights.size() - nightly.keep()))) {
      if (!old.equals(night)) {
        history.maintenance().remove(old.search());
        console.note("%s is deleted; %d nights are kept", old, nightly.keep());
      }
    }
  }
}
