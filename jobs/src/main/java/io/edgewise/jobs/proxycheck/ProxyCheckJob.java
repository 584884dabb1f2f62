package io.edgewise.jobs.proxycheck;

import io.edgewise.jobs.actions.SparkStart;
import io.edgewise.jobs.actions.SparkZeroCost;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.dataset.DatasetAnnouncement;
import io.edgewise.jobs.proxycheck.ProxyVariants.Variant;
import io.edgewise.jobs.report.ProxyCheckReport;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.fidelity.DiverseSample;
import io.edgewise.search.fidelity.Fidelity;
import io.edgewise.search.fidelity.Measure;
import io.edgewise.search.fidelity.SeedNoise;
import io.edgewise.search.proxy.ZeroCostScores;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Screening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** Trains networks in several ways and holds the rankings against each other. */
public final class ProxyCheckJob {

  private static final int FEWEST = 3;

  private final SearchConfig config;
  private final ProxyVariants variants;
  private final Console console;

  public ProxyCheckJob(SearchConfig config, ProxyVariants variants, Console console) {
    this.config = config;
    this.variants = variants;
    this.console = console;
  }

  /**
   * Runs to the end.
   *
   * @return the exit code: failed if fewer than three networks could be trained at full length
   */
  public int run(int networks, int repeats, boolean zeroCost, double leastTau, boolean json) {
    String name = "proxy-check " + config.search().id();
    try (JavaSparkContext spark = SparkStart.start(name, false)) {
      Optional<ProxyCheckReport> report = check(spark, networks, repeats, zeroCost, leastTau);
      report.ifPresent(r -> tell(r, json));
      return report.isPresent() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private void tell(ProxyCheckReport report, boolean json) {
    if (json) {
      console.line(report.json());
    } else {
      report.lines().forEach(console::line);
    }
  }

  /** Empty if too few networks could be trained at full length. */
  private Optional<ProxyCheckReport> check(
      JavaSparkContext spark, int networks, int repeats, boolean zeroCost, double leastTau) {
    DatasetAnnouncement.load(config.task().data(), spark.hadoopConfiguration(), console::note);
    SampleTrainer trainer = new SampleTrainer(config, spark, sample(networks), console);
    Variant full = variants.full();
    List<Evaluation> truth = trainer.train(full);
    List<Integer> trained = measured(truth);
    if (trained.size() < FEWEST) {
      console.note("only %d of %d networks could be trained", trained.size(), networks);
      return Optional.empty();
    }
    List<Measure> measures = new ArrayList<>();
    for (Variant proxy : variants.proxies()) {
      List<List<Evaluation>> runs = new ArrayList<>();
      for (int i = 0; i < repeats; i++) {
        runs.add(trainer.train(proxy));
      }
      measure(proxy.name(), runs, truth).ifPresent(measures::add);
    }
    if (zeroCost) {
      SparkZeroCost scorer = new SparkZeroCost(spark, config.task());
      measures.addAll(zeroCost(scorer.score(trainer.candidates(config.task())), truth));
    }
    double[] accuracies = trained.stream().mapToDouble(i -> accuracy(truth.get(i))).toArray();
    return Optional.of(
        new ProxyCheckReport(config.space().name(), full.name(), accuracies, measures, leastTau));
  }

  private List<Screening> sample(int networks) {
    long seed = Seeds.mix(config.search().plan().seed(), 0, Seeds.PROPOSALS);
    return new SimulationScreener(config.deployment().unconstrained())
        .screen(DiverseSample.of(config.space(), networks, new SplittableRandom(seed)));
  }

  private List<Measure> zeroCost(List<ZeroCostScores> scores, List<Evaluation> truth) {
    return List.of(
        score("parameters", scores, ZeroCostScores::parameters, truth),
        score("macs", scores, ZeroCostScores::macs, truth),
        score("synflow", scores, ZeroCostScores::synflow, truth),
        score("jacobian", scores, ZeroCostScores::jacobian, truth));
  }

  private Measure score(
      String name,
      List<ZeroCostScores> scores,
      ToDoubleFunction<ZeroCostScores> score,
      List<Evaluation> truth) {
    List<Integer> both = measured(truth);
    return new Measure(
        name,
        false,
        fidelity(
            both.stream().mapToDouble(i -> score.applyAsDouble(scores.get(i))).toArray(),
            both,
            truth),
        0,
        Optional.empty());
  }

  /**
   * The first of a proxy's runs ranks, all of them tell the noise. Empty if fewer than three
   * networks were trained in every run and at full length.
   */
  private Optional<Measure> measure(
      String name, List<List<Evaluation>> runs, List<Evaluation> truth) {
    List<Integer> all = new ArrayList<>(measured(truth));
    runs.forEach(run -> all.retainAll(measured(run)));
    if (all.size() < FEWEST) {
      return Optional.empty();
    }
    List<Evaluation> first = runs.get(0);
    double cost = all.stream().mapToDouble(i -> millis(first.get(i))).sum();
    double full = all.stream().mapToDouble(i -> millis(truth.get(i))).sum();
    double[] accuracies = all.stream().mapToDouble(i -> accuracy(first.get(i))).toArray();
    return Optional.of(
        new Measure(
            name,
            true,
            fidelity(accuracies, all, truth),
            cost / Math.max(1, full),
            runs.size() > 1 ? Optional.of(noise(runs, all)) : Optional.empty()));
  }

  private static SeedNoise noise(List<List<Evaluation>> runs, List<Integer> places) {
    return SeedNoise.of(
        places.stream()
            .map(i -> runs.stream().mapToDouble(run -> accuracy(run.get(i))).toArray())
            .toList());
  }

  private Fidelity fidelity(double[] values, List<Integer> places, List<Evaluation> truth) {
    double[] accuracies = places.stream().mapToDouble(i -> accuracy(truth.get(i))).toArray();
    return Fidelity.of(values, accuracies, config.search().plan().seed());
  }

  static List<Integer> measured(List<Evaluation> evaluations) {
    return IntStream.range(0, evaluations.size())
        .filter(i -> evaluations.get(i) instanceof Measured)
        .boxed()
        .toList();
  }

  private static double accuracy(Evaluation evaluation) {
    return ((Measured) evaluation).accuracy();
  }

  private static double millis(Evaluation evaluation) {
    return ((Measured) evaluation).cost().trainingMillis();
  }
}
