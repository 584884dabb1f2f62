package io.edgewise.jobs;

import io.edgewise.jobs.actions.SparkScreener;
import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.SearchWriter;
import io.edgewise.jobs.search.SearchProvenance;
import io.edgewise.jobs.search.Stopwatch;
import io.edgewise.search.GenerationStep;
import io.edgewise.search.Selection;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.history.Times;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * This benchmark measures what tens of thousands of candidates cost one driver: its heap, and
 * Spark's share of a trial. All is as in a search, simulation and history too, but that a training
 * is a number drawn from the candidate's seed; one task a candidate. See {@code many-trials.sh}.
 */
final class ManyTrials {

  private static final int A_GENERATION = 500;

  /** The controller keeps nothing, so that what grows is the driver's own. */
  private static final String SETTINGS =
      """
      search { id = many, generations = %d, candidates = 500, pool = 500 }
      deploy { channels = 3, classes = 1000 }
      controller.kind = random
      """;

  private final SearchConfig config;
  private final JavaSparkContext spark;
  private final KnownTrials known = new KnownTrials();
  private long trainingMillis;
  private long otherMillis;

  private ManyTrials(SearchConfig config, JavaSparkContext spark) {
    this.config = config;
    this.spark = spark;
  }

  public static void main(String[] args) throws IOException {
    int generations = Math.max(2, Integer.parseInt(args[0]) / A_GENERATION);
    Path folder = Files.createTempDirectory("many-trials");
    String root = args.length > 1 ? args[1] : folder.resolve("runs").toString();
    Path file =
        Files.writeString(
            folder.resolve("many.conf"), String.format(Locale.ROOT, SETTINGS, generations));
    SearchConfig config = SearchConfig.read(file, Overrides.NONE.with("search.history", root));
    try (JavaSparkContext spark =
        new JavaSparkContext(new SparkConf().setAppName("edgewise many trials"))) {
      spark.setLogLevel("WARN");
      boolean good = new ManyTrials(config, spark).run();
      System.exit(good ? 0 : 1);
    }
  }

  /** True if the heap grows by less than 1 kB a candidate. */
  private boolean run() {
    // What is loaded and cached once is not what a candidate costs: the first tenth is left out.
    int warm = Math.max(1, config.search().generations() / 10);
    long before = 0;
    int trialsBefore = 0;
    try (SearchWriter writer =
        History.open(spark.hadoopConfiguration(), config.search().history())
            .write(
                config.search().id(),
                SearchProvenance.of(
                    config,
                    config.settings().decisive(),
                    config.descriptions().contentsWith(new TreeMap<>()),
                    Optional.empty()))) {
      ControllerState state = config.controller().initial();
      for (int number = 0; number < config.search().generations(); number++) {
        if (number == warm) {
          before = heapAfterGc();
          trialsBefore = known.size();
          trainingMillis = 0;
          otherMillis = 0;
        }
        state = step(number, state, writer);
      }
    }
    long after = heapAfterGc();
    int trials = known.size() - trialsBefore;
    double bytes = (double) (after - before) / trials;
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d trials in %d generations: heap after GC %.1f -> %.1f MB, %.0f bytes a candidate; Spark %.1f ms a trial,"
                + " simulation, controller and history %.1f ms a trial",
            known.size(),
            config.search().generations(),
            before / 1e6,
            after / 1e6,
            bytes,
            (double) trainingMillis / trials,
            (double) otherMillis / trials));
    return bytes < 1024;
  }

  private ControllerState step(int number, ControllerState state, SearchWriter writer) {
    Instant start = Instant.now();
    Stopwatch watch = new Stopwatch();
    GenerationStep step =
        new GenerationStep(
            config.controller(),
            new SparkScreener(spark, config.fleet()),
            new Stub(spark),
            config.reward().plan(),
            config.search().plan());
    Selection selection =
        step.select(number, state, step.screen(step.propose(number, state), known));
    List<Evaluation> evaluations = watch.training(() -> step.train(selection, (c, e) -> {}));
    Generation generation = step.learn(state, selection, evaluations);
    generation.trials().forEach(known::add);
    Times times = watch.times();
    writer.commit(generation, times, Map.of());
    trainingMillis += times.trainingMillis();
    otherMillis += Duration.between(start, Instant.now()).toMillis() - times.trainingMillis();
    return generation.stateAfter();
  }

  /** Trains nothing, one task a candidate. */
  private record Stub(JavaSparkContext spark) implements Evaluator {

    @Override
    public Proxy proxy(Architecture architecture) {
      return new Proxy("stub", 1, 1);
    }

    @Override
    public List<Evaluation> evaluate(
        List<Candidate> candidates, BiConsumer<Candidate, Evaluation> ended) {
      return spark.parallelize(candidates, candidates.size()).map(ManyTrials::drawn).collect();
    }
  }

  private static Evaluation drawn(Candidate candidate) {
    double accuracy = (candidate.seed() >>> 11) * 0x1p-53;
    return new Evaluation.Measured(
        accuracy, List.of(1.0, 0.5, 0.25), new Evaluation.Cost(1, "somewhere"));
  }

  private static long heapAfterGc() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
