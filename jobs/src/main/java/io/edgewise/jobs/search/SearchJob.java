package io.edgewise.jobs.search;

import io.edgewise.jobs.actions.SparkStart;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.report.AccuracyText;
import io.edgewise.jobs.report.DeviceText;
import io.edgewise.jobs.report.Drawing;
import io.edgewise.jobs.report.FrontFiles;
import io.edgewise.jobs.report.SummaryText;
import io.edgewise.search.accuracy.Answers;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/** A search as a command: run it in a Spark of its own, then show what it found. */
public final class SearchJob {

  private final SearchConfig config;
  private final Console console;
  private final boolean verbose;
  private final String proxyCheck;
  private final UnaryOperator<String> calibrate;
  private final Function<NetworkFile, Integer> then;

  /**
   * @param proxyCheck the command line that checks the proxies of this search
   * @param calibrate the command line that fits the search's accelerator to a table
   * @param then takes the best network once Spark has ended, and gives the exit code
   */
  public SearchJob(
      SearchConfig config,
      Console console,
      boolean verbose,
      String proxyCheck,
      UnaryOperator<String> calibrate,
      Function<NetworkFile, Integer> then) {
    this.then = then;
    this.config = config;
    this.proxyCheck = proxyCheck;
    this.calibrate = calibrate;
    this.console = console;
    this.verbose = verbose;
  }

  /**
   * Runs to the end.
   *
   * @return the exit code
   */
  public int run() {
    return search().winner().map(then).orElse(ExitCode.FAILED);
  }

  private SearchRun.Outcome search() {
    try (JavaSparkContext spark = SparkStart.start("search " + config.search().id(), verbose)) {
      SearchRun.Outcome outcome =
          new SearchRun(
                  SearchRun.fitted(config, spark, console),
                  spark,
                  console,
                  tally -> Optional.empty())
              .run();
      show(outcome);
      return outcome;
    }
  }

  private void show(SearchRun.Outcome outcome) {
    new SummaryText(
            outcome.all(),
            outcome.tally(),
            config.deployment().constraints(),
            outcome.each(),
            config.reward().targetsMillis())
        .lines()
        .forEach(line -> console.line("%s", line));
    new AccuracyText(
            config.task().scoring(),
            outcome.result().best(config.reward().targetsMillis(), SummaryText.SHOWN),
            outcome.answers())
        .lines()
        .forEach(line -> console.line("%s", line));
    outcome.device().ifPresent(device -> show(device, outcome));
    outcome.stopped().ifPresent(why -> console.line("stopped early: %s", why));
    if (!outcome.result().measured().isEmpty()) {
      console.line(
          "front: %s/front.csv%s and one .json a network",
          outcome.front(), Drawing.here().draws() ? ", front.png" : "");
      if (config.fleet().isSeveral()) {
        console.line(
            "that of each accelerator in a folder of its name there: %s",
            String.join(", ", config.fleet().names()));
      }
      answersLine(outcome.answers()).ifPresent(line -> console.line("%s", line));
      outcome
          .integers()
          .ifPresent(
              known ->
                  known.lines(outcome.result().front()).forEach(line -> console.line("%s", line)));
      console.line("how far these proxies rank networks as long trainings do: %s", proxyCheck);
    }
  }

  private void show(DeviceText device, SearchRun.Outcome outcome) {
    device.lines().forEach(line -> console.line("%s", line));
    if (device.asksForCalibration()) {
      console.line(
          "  %s", calibrate.apply(new Path(outcome.front(), FrontFiles.MEASURED).toString()));
    }
  }

  private static Optional<String> answersLine(Answers answers) {
    return answers.isKnown()
        ? Optional.of(
            "answers of the best: classes.csv"
                + (answers.confusion().isEmpty() ? "" : " and confusion.csv")
                + " there")
        : Optional.empty();
  }
}
