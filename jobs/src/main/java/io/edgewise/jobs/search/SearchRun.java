package io.edgewise.jobs.search;

import io.edgewise.jobs.actions.JobNames;
import io.edgewise.jobs.actions.SparkEvaluator;
import io.edgewise.jobs.actions.SparkMeter;
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
import io.edgewise.jobs.latency.DeviceMeter;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.plan.Planner;
import io.edgewise.jobs.plan.SpaceSample;
import io.edgewise.jobs.report.AcceleratorResult;
import io.edgewise.jobs.report.DeviceText;
import io.edgewise.jobs.report.IntegerFront;
import io.edgewise.jobs.report.PlanText;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.jobs.status.FailureLog;
import io.edgewise.jobs.status.Progress;
import io.edgewise.jobs.status.SearchMetrics;
import io.edgewise.jobs.status.SearchObserver;
import io.edgewise.jobs.status.SearchStatus;
import io.edgewise.jobs.warmstart.WarmStart;
import io.edgewise.search.GenerationStep;
import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.history.Tally;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.stopping.StoppingRule;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.Trial;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A whole search in a running Spark: read what is committed, go on generation by generation, leave
 * the front beside the history.
 */
public final class SearchRun {

  /**
   * An outcome is what a search came to.
   *
   * @param all what it found with no accelerator told apart
   * @param each what it found for each accelerator
   * @param result what it chooses from: of one accelerator what was found, of several that on the
   *     first, and where one network is for all, by their common reward
   * @param stopped why it ended before its last generation, if so
   * @param answers of the best network to the validation images
   * @param front where the files of the front lie
   * @param winner the best network by reward within the target, or of all if none is
   * @param integers what the networks of the front are worth in int8, if that was asked for
   * @param device how the simulator agrees with the device, if one was asked
   */
  public record Outcome(
      SearchResult all,
      List<AcceleratorResult> each,
      SearchResult result,
      Tally tally,
      Optional<String> stopped,
      Answers answers,
      Path front,
      Optional<NetworkFile> winner,
      Optional<IntegerFront> integers,
      Optional<DeviceText> device) {}

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

  /**
   * Completes a search for its data set, which is read and announced for that: what is wrong with
   * it is known before anything starts.
   *
   * @throws io.edgewise.search.dataset.DatasetException if it cannot be read
   * @throws io.edgewise.sim.settings.SettingsException if the search contradicts it
   */
  public static SearchConfig fitted(SearchConfig config, JavaSparkContext spark, Console console) {
    ImageSet images =
        DatasetAnnouncement.load(config.task().data(), spark.hadoopConfiguration(), console::note)
            .training();
    SearchConfig fitted = config.fittedTo(images);
    fitted.spaceWarnings().forEach(line -> console.note("space: warning: %s", line));
    fitted.task().balanceLine(images).ifPresent(line -> console.note("%s", line));
    return fitted;
  }

  /** Runs to the end. */
  public Outcome run() {
    Optional<DeviceMeasurements> device = device();
    SpaceSample sample = Planner.sample(config, spark, Planner.QUICK_SAMPLES);
    new ReachableTarget(config).require(sample);
    History history = History.open(spark.hadoopConfiguration(), config.search().history());
    Contents contents = config.descriptions().contentsWith(digest());
    WarmStart warmStart = WarmStart.of(config, contents, history);
    Provenance provenance =
        SearchProvenance.of(config, warmStart.resolved(), contents, dataContents());
    try (SearchWriter writer = history.write(config.search().id(), provenance);
        SearchStatus status = status();
        SearchTracking tracking = SearchTracking.of(config, spark, writer, console)) {
      status.beat();
      try {
        lookAhead(sample, writer.nextGeneration());
        AcceleratorInForce inForce =
            new AcceleratorInForce(config, fleet -> new SparkScreener(spark, fleet), console);
        GenerationLoop.End end =
            search(writer, warmStart, List.of(status, tracking), inForce, device);
        List<Trial> trials =
            inForce.rescreened(writer.stored().trials().map(TrialRow::trial).toList());
        SearchResult all = SearchResult.of(trials);
        List<AcceleratorResult> each = AcceleratorResult.of(trials);
        SearchResult result = AcceleratorResult.chosenFrom(trials, config.fleet().together());
        SearchConfig last = inForce.config();
        SearchFindings findings = new SearchFindings(last, spark);
        Answers answers = findings.answersOfBest(result, writer.stored());
        Optional<IntegerFront> integers = findings.integers(result);
        Outcome outcome =
            new Outcome(
                all,
                each,
                result,
                end.tally(),
                end.stopped(),
                answers,
                findings.write(result, each, answers, integers, writer.stored().baselines()),
                findings.winner(result),
                integers,
                DeviceText.of(trials, last.deployment().accelerator().uncertainty()));
        tracking.finish();
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
            config.search().id(),
            generation,
            config.search().generations()),
        cause);
  }

  /** Tells what is ahead, if anything is; the data set was announced before. */
  private void lookAhead(SpaceSample sample, int next) {
    if (next < config.search().generations()) {
      DataSplit data =
          DatasetAnnouncement.load(
              config.task().data(), spark.hadoopConfiguration(), announced -> {});
      brief(sample, data).forEach(line -> console.note("%s", line));
    }
  }

  /**
   * A word ahead is worth no search: where Spark gives it up, as for a lost executor, it is left
   * out.
   */
  private List<String> brief(SpaceSample sample, DataSplit data) {
    try {
      return PlanText.brief(new Planner(config, spark, data).quick(sample));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // Spark's own, which Scala does not declare.
      return List.of("plan: left out, for Spark gave it up: " + e.getMessage());
    }
  }

  private SortedMap<String, String> digest() {
    return DatasetLoader.digest(config.task().data(), spark.hadoopConfiguration());
  }

  private Optional<DatasetContents> dataContents() {
    return DatasetLoader.contents(config.task().data(), spark.hadoopConfiguration());
  }

  private SearchStatus status() {
    return new SearchStatus(
        spark.hadoopConfiguration(),
        config.search().history(),
        config.search().id(),
        config.search().generations(),
        SparkEvaluator.host(),
        Clock.systemUTC(),
        console::note);
  }

  private GenerationLoop.End search(
      SearchWriter writer,
      WarmStart warmStart,
      List<SearchObserver> others,
      AcceleratorInForce inForce,
      Optional<DeviceMeasurements> device) {
    int first = writer.nextGeneration();
    announce(first);
    warmStart.lines().forEach(line -> console.note("%s", line));
    new SearchFindings(config, spark).requireAble();
    GenerationStep step =
        new GenerationStep(
            config.controller(),
            inForce.screener(),
            new SparkEvaluator(spark, config.task(), config.reward().plan()),
            config.reward().plan(),
            config.search().plan());
    try (Progress progress = progress(first)) {
      List<SearchObserver> observers =
          new ArrayList<>(
              List.of(
                  progress,
                  new FailureLog(console),
                  SearchMetrics.register(),
                  new JobNames(spark)));
      observers.addAll(others);
      GenerationLoop loop =
          new GenerationLoop(inForce, step, device, baselines(), writer, observers, deadline);
      loop.begin(warmStart);
      return loop.run();
    }
  }

  private Optional<DeviceMeasurements> device() {
    return config
        .latency()
        .command()
        .map(command -> meter(new DeviceMeter(command, config.deployment().view())))
        .map(meter -> new DeviceMeasurements(meter, config.latency().measure(), console));
  }

  /** The device is at the driver, or a resource of executors'. */
  private Function<Architecture, DeviceLatency> meter(DeviceMeter meter) {
    return config
        .latency()
        .resource()
        .<Function<Architecture, DeviceLatency>>map(
            resource -> new SparkMeter(spark, meter, resource)::measure)
        .orElse(architecture -> meter.measure(architecture, List.of(), () -> false));
  }

  private Baselines baselines() {
    return new Baselines(
        config,
        config.fleet().unconstrained().screener(),
        new SparkEvaluator(spark, config.task().toTheEnd().unconstrained(), config.reward().plan()),
        console);
  }

  private Progress progress(int first) {
    return new Progress(
        console,
        Console.isTerminal(),
        first,
        config.search().generations(),
        config.search().plan().candidates(),
        !config.search().stopping().equals(StoppingRule.NONE));
  }

  private void announce(int first) {
    if (first == 0) {
      console.note(
          "search %s: %d generations of %d networks",
          config.search().id(), config.search().generations(), config.search().plan().candidates());
    } else if (first < config.search().generations()) {
      console.note(
          "search %s: goes on after generation %d of %d",
          config.search().id(), first, config.search().generations());
    } else {
      console.note(
          "search %s: all %d generations are done; raise search.generations to go on",
          config.search().id(), first);
    }
  }
}
