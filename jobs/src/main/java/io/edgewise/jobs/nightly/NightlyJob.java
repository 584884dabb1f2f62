package io.edgewise.jobs.nightly;

import io.edgewise.jobs.actions.SparkStart;
import io.edgewise.jobs.config.NightlySettings;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.nightly.FullTraining.Contender;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.search.SearchRun;
import io.edgewise.jobs.warmstart.WarmStart;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.time.Clock;
import java.time.Instant;
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

  private final NightPlan plan;
  private final Function<NetworkFile, NightExport> export;
  private final NightlySettings nightly;
  private final Night night;
  private final History history;
  private final NightFiles files;
  private final Succession succession;
  private final Console console;
  private final Clock clock;
  private final boolean verbose;

  /**
   * @param export takes a new champion to its files, where nightly.then says so
   */
  public NightlyJob(
      NightPlan plan,
      Function<NetworkFile, NightExport> export,
      Console console,
      Clock clock,
      boolean verbose) {
    SearchConfig config = plan.config();
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    this.plan = plan;
    this.export = export;
    this.nightly = config.nightly();
    this.night = plan.night();
    this.history = History.open(hadoop, config.search().history());
    this.files = new NightFiles(hadoop, config.search().history(), nightly.name());
    this.succession = new Succession(plan, hadoop, history, files, clock);
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
    SearchConfig tonight = plan.tonight(learnFrom);
    try (JavaSparkContext spark = SparkStart.start("nightly " + night, verbose)) {
      SearchConfig config = SearchRun.fitted(tonight, spark, console);
      SearchRun.Outcome outcome = new SearchRun(config, spark, console, stopTime(started())).run();
      Optional<Champion> before = Champion.before(night, files);
      List<Contender> contenders = succession.contenders(outcome.result(), before);
      List<Finalist> full =
          new FullTraining(config, spark, succession.fullResults(before), console)
              .train(contenders);
      List<Finalist> finalists = full.subList(0, full.size() - (before.isPresent() ? 1 : 0));
      Optional<Finalist> defender = before.map(champion -> full.get(full.size() - 1));
      Contest.Verdict verdict = new Contest(nightly.margin()).decide(finalists, defender);
      verdict
          .promoted()
          .ifPresent(winner -> succession.promote(winner, contenders, before, config));
      return new NightReport(
          night,
          new Aim(
              config.reward().targetMillis(),
              config.deployment().constraints(),
              config.task().scoring().mostInt8Loss()),
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

  private Function<Tally, Optional<String>> stopTime(Instant start) {
    return nightly
        .stopAt()
        .map(time -> StopTime.after(start, time, nightly.zone(), clock))
        .map(stop -> (Function<Tally, Optional<String>>) stop::stops)
        .orElse(tally -> Optional.empty());
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
