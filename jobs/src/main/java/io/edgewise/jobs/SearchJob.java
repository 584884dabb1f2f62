package io.edgewise.jobs;

import io.edgewise.jobs.actions.SparkEvaluator;
import io.edgewise.jobs.actions.SparkScreener;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.SearchWriter;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.report.FrontFiles;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.GenerationStep;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.evaluation.SuccessiveHalving;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.history.Training;
import io.edgewise.search.history.Trial;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A whole search: read what is committed, go on generation by generation, then show what was found.
 */
final class SearchJob {

  private final SearchConfig config;
  private final Console console;
  private final boolean verbose;

  SearchJob(SearchConfig config, Console console, boolean verbose) {
    this.config = config;
    this.console = console;
    this.verbose = verbose;
  }

  /**
   * Runs to the end.
   *
   * @return the exit code
   */
  int run() {
    try (JavaSparkContext spark = session()) {
      ProxyView proxy = proxyView(spark);
      new ReachableTarget(config).require(screener(spark, Constraints.NONE));
      History history = History.open(spark.hadoopConfiguration(), config.history());
      try (SearchWriter writer = history.write(config.id(), SearchProvenance.of(config))) {
        search(spark, proxy, writer);
        return report(spark, writer.stored());
      }
    }
  }

  private JavaSparkContext session() {
    JavaSparkContext spark =
        new JavaSparkContext(new SparkConf().setAppName("edgewise search " + config.id()));
    spark.setLogLevel(verbose ? "INFO" : "WARN");
    return spark;
  }

  /** Reads the data set, so that what is wrong with it is known before anything starts. */
  private ProxyView proxyView(JavaSparkContext spark) {
    DataSplit data = DatasetLoader.load(config.dataset(), spark.hadoopConfiguration());
    ImageSet images = data.training();
    console.note(
        "data set %s: %d training and %d validation images of %dx%dx%d in %d classes",
        Settings.label(config.dataset().kind()),
        images.size(),
        data.validation().size(),
        images.height(),
        images.width(),
        images.channels(),
        images.classes());
    return config.proxy().view(images.channels(), images.classes());
  }

  private SparkScreener screener(JavaSparkContext spark, Constraints constraints) {
    return new SparkScreener(spark, config.deploy(), config.accelerator(), constraints);
  }

  private void search(JavaSparkContext spark, ProxyView proxy, SearchWriter writer) {
    int first = writer.nextGeneration();
    announce(first);
    KnownTrials known = new KnownTrials();
    FrontLayers front = new FrontLayers(config);
    for (Trial trial : trials(writer.stored())) {
      known.add(trial);
      front.add(trial);
    }
    ControllerState state =
        first == 0 ? config.controller().initial() : writer.stored().stateAfter(first - 1);
    Stopwatch training = new Stopwatch();
    try (Progress progress = progress(first)) {
      GenerationStep step = step(spark, proxy, training, progress);
      for (int number = first; number < config.generations(); number++) {
        Instant start = Instant.now();
        training.reset();
        Generation generation = step.run(number, state, known);
        generation.trials().forEach(known::add);
        state = generation.stateAfter();
        writer.commit(generation, training.since(start), front.reports(generation.trials()));
        progress.committed(generation);
      }
    }
  }

  private GenerationStep step(
      JavaSparkContext spark, ProxyView proxy, Stopwatch training, Progress progress) {
    Evaluator evaluator =
        new SparkEvaluator(
            spark,
            config.dataset(),
            proxy,
            config.recipe(),
            new SuccessiveHalving(config.halving(), config.recipe().epochs(), this::reward),
            progress::ended);
    return new GenerationStep(
        config.controller(),
        screener(spark, config.constraints()),
        candidates -> training.time(() -> evaluator.evaluate(candidates)),
        config.reward().function(),
        candidate -> training(proxy, candidate),
        config.plan());
  }

  /** What a candidate would be worth at an accuracy; simulated here, which takes no time. */
  private double reward(Candidate candidate, double accuracy) {
    return new SimulationScreener(
            config.deploy(), new CycleSimulator(config.accelerator()), Constraints.NONE)
        .screen(List.of(candidate.architecture()))
        .get(0)
        .latency()
        .map(report -> config.reward().function().reward(accuracy, report))
        .orElse(Double.NaN);
  }

  private static Training training(ProxyView proxy, Candidate candidate) {
    return new Training(
        candidate.seed(),
        proxy.rule(),
        Lowering.lower("proxy", proxy.network(candidate.architecture())).macs());
  }

  private Progress progress(int first) {
    return new Progress(
        console, Console.isTerminal(), first, config.generations(), config.plan().candidates());
  }

  private List<Trial> trials(StoredSearch stored) {
    return stored.trials().map(TrialRow::trial).toList();
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

  private int report(JavaSparkContext spark, StoredSearch stored) {
    SearchResult result = SearchResult.of(trials(stored));
    Path folder = new Path(config.history(), "fronts/" + config.id());
    try {
      FrontFiles.write(
          spark.hadoopConfiguration(),
          folder,
          config.id() + " on " + config.accelerator().name(),
          config.space().name(),
          result,
          config.reward().targetMillis());
    } catch (IOException e) {
      throw new UncheckedIOException("the front cannot be written to " + folder, e);
    }
    new SummaryText(result, config.reward().targetMillis()).lines().forEach(console::line);
    console.line("front: %s/front.csv, front.png and one .json a network", folder);
    return result.measured().isEmpty() ? ExitCode.FAILED : ExitCode.OK;
  }
}
