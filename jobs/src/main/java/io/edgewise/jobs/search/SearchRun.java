package io.edgewise.jobs.search;

import io.edgewise.jobs.actions.SparkEvaluator;
import io.edgewise.jobs.actions.SparkScreener;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.Interruption;
import io.edgewise.jobs.console.StoppedException;
import io.edgewise.jobs.dataset.DatasetAnnouncement;
import io.edgewise.jobs.dataset.DatasetContents;
import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.SearchInUseException;
import io.edgewise.jobs.history.SearchWriter;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.report.FrontFiles;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.status.FailureLog;
import io.edgewise.jobs.status.Progress;
import io.edgewise.jobs.status.SearchMetrics;
import io.edgewise.jobs.status.SearchObserver;
import io.edgewise.jobs.status.SearchStatus;
import io.edgewise.jobs.warmstart.WarmStart;
import io.edgewise.search.GenerationStep;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.SuccessiveHalving;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.history.Tally;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.stopping.StoppingRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A whole search in a running Spark: read what is committed, go on generation by generation, leave
 * the front beside the history.
 */
public final class SearchRun {

  /**
   * What a search came to.
   *
   * @param stopped why it ended before its last generation, if so
   * @param front where the files of the front lie
   */
  public record Outcome(SearchResult result, Tally tally, Optional<String> stopped, Path front) {}

  private final SearchConfig config;
  private final JavaSparkContext spark;
  private final Console console;
  private final Function<Tally, Optional<String>> deadline;

  /**
   * @param deadline tells why the search must not begin another generation, beside what its
   *     settings say
   */
  public SearchRun(
      SearchConfig config,
      JavaSparkContext spark,
      Console console,
      Function<Tally, Optional<String>> deadline) {
    this.config = config;
    this.spark = spark;
    this.console = console;
    this.deadline = deadline;
  }

  /** Runs to the end. */
  public Outcome run() {
    ProxyView proxy = proxyView();
    new ReachableTarget(config)
        .require(new SparkScreener(spark, config.deployment().unconstrained()));
    History history = History.open(spark.hadoopConfiguration(), config.history());
    WarmStart warmStart = WarmStart.of(config, history);
    Provenance provenance = SearchProvenance.of(config, warmStart.resolved(), contents());
    try (SearchWriter writer = history.write(config.id(), provenance)) {
      SearchStatus status = status();
      try {
        GenerationLoop.End end = search(proxy, writer, warmStart, status);
        SearchResult result =
            SearchResult.of(writer.stored().trials().map(TrialRow::trial).toList());
        Outcome outcome = new Outcome(result, end.tally(), end.stopped(), writeFront(result));
        status.ended(end.stopped());
        return outcome;
      } catch (SearchInUseException e) {
        throw e; // The status is the other process's now.
      } catch (Throwable e) { // Scala throws checked exceptions that it does not declare.
        if (Interruption.isUnderway()) {
          throw stopped(status, writer.nextGeneration(), e);
        }
        status.brokeOff(e);
        throw e;
      }
    }
  }

  private StoppedException stopped(SearchStatus status, int generation, Throwable cause) {
    Thread.interrupted(); // An interrupted thread could not write what is left to be written.
    status.interrupted();
    return new StoppedException(
        String.format(
            Locale.ROOT,
            "search %s: stopped after generation %d of %d; run the same command to go on",
            config.id(),
            generation,
            config.generations()),
        cause);
  }

  /** Reads the data set, so that what is wrong with it is known before anything starts. */
  private ProxyView proxyView() {
    ImageSet images =
        DatasetAnnouncement.load(config.dataset(), spark.hadoopConfiguration(), console::note)
            .training();
    return config.proxy().view(images.channels(), images.classes());
  }

  private Optional<DatasetContents> contents() {
    return DatasetLoader.contents(config.dataset(), spark.hadoopConfiguration());
  }

  private SearchStatus status() {
    return new SearchStatus(
        spark.hadoopConfiguration(),
        config.history(),
        config.id(),
        config.generations(),
        SparkEvaluator.host(),
        Clock.systemUTC(),
        console::note);
  }

  private GenerationLoop.End search(
      ProxyView proxy, SearchWriter writer, WarmStart warmStart, SearchStatus status) {
    int first = writer.nextGeneration();
    announce(first);
    warmStart.lines().forEach(line -> console.note("%s", line));
    SparkScreener screener = new SparkScreener(spark, config.deployment());
    GenerationStep step =
        new GenerationStep(
            config.controller(),
            screener,
            evaluator(proxy),
            config.reward().function(),
            config.plan());
    try (Progress progress = progress(first)) {
      List<SearchObserver> observers =
          List.of(progress, new FailureLog(console), SearchMetrics.register(), status);
      GenerationLoop loop = new GenerationLoop(config, step, writer, observers, deadline);
      loop.begin(warmStart, screener);
      return loop.run();
    }
  }

  private Evaluator evaluator(ProxyView proxy) {
    return new SparkEvaluator(
        spark,
        config.dataset(),
        proxy,
        config.recipe(),
        new SuccessiveHalving(
            config.halving(),
            config.recipe().epochs(),
            (candidate, accuracy) ->
                candidate.screening().reward(config.reward().function(), accuracy)));
  }

  private Progress progress(int first) {
    return new Progress(
        console,
        Console.isTerminal(),
        first,
        config.generations(),
        config.plan().candidates(),
        !config.stopping().equals(StoppingRule.NONE));
  }

  private void announce(int first) {
    if (first == 0) {
      console.note(
          "search %s: %d generations of %d networks",
          config.id(), config.generations(), config.plan().candidates());
    } else if (first < config.generations()) {
      console.note(
          "search %s: goes on after generation %d of %d", config.id(), first, config.generations());
    } else {
      console.note(
          "search %s: all %d generations are done; raise search.generations to go on",
          config.id(), first);
    }
  }

  private Path writeFront(SearchResult result) {
    Path folder = new Path(config.history(), "fronts/" + config.id());
    try {
      FrontFiles.write(
          spark.hadoopConfiguration(),
          folder,
          config.id() + " on " + config.deployment().accelerator().name(),
          config.space().name(),
          result,
          config.reward().targetMillis());
    } catch (IOException e) {
      throw new UncheckedIOException("the front cannot be written to " + folder, e);
    }
    return folder;
  }
}
