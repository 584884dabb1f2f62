package io.edgewise.jobs.nightly;

import io.edgewise.jobs.actions.SparkEvaluator;
import io.edgewise.jobs.actions.SparkScreener;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.dataset.DatasetAnnouncement;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.LatencyReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Trains a few networks on the full task of a nightly search: all from the same seed, so that what
 * they differ in is the networks; and none again that was trained so before.
 */
final class FullTraining {

  /** The stream of seeds; no generation has this number. */
  private static final int AFTER_LAST = -2;

  /**
   * A network that is to be trained.
   *
   * @param origin the search that found it and its trial there
   */
  record Contender(Architecture architecture, Original origin) {}

  private final SearchConfig config;
  private final JavaSparkContext spark;
  private final List<Finalist> before;
  private final Console console;
  private final String task;

  /**
   * @param before results of earlier nights, on whatever task
   */
  FullTraining(
      SearchConfig config, JavaSparkContext spark, List<Finalist> before, Console console) {
    this.config = config;
    this.spark = spark;
    this.before = before;
    this.console = console;
    this.task = config.settings().fullTaskFingerprint();
  }

  /** One result a contender, in the same order. */
  List<Finalist> train(List<Contender> contenders) {
    List<Screening> screenings =
        new SparkScreener(spark, config.fleet())
            .screen(contenders.stream().map(Contender::architecture).toList());
    List<Integer> untrained =
        IntStream.range(0, contenders.size())
            .filter(i -> screenings.get(i).isFeasible() && known(contenders.get(i)).isEmpty())
            .boxed()
            .toList();
    Map<Integer, Evaluation> evaluations =
        untrained.isEmpty() ? Map.of() : evaluate(untrained, screenings);
    return IntStream.range(0, contenders.size())
        .mapToObj(i -> finalist(contenders.get(i), screenings.get(i), evaluations.get(i)))
        .toList();
  }

  /** Returns the evaluations by place among the contenders. */
  private Map<Integer, Evaluation> evaluate(List<Integer> places, List<Screening> screenings) {
    DatasetAnnouncement.load(
        config.nightly().fullTask().data(), spark.hadoopConfiguration(), console::note);
    Evaluator evaluator =
        new SparkEvaluator(spark, config.nightly().fullTask(), config.reward().plan());
    long seed = Seeds.mix(config.search().plan().seed(), AFTER_LAST, 0);
    List<Candidate> candidates =
        places.stream().map(i -> evaluator.candidate(i, screenings.get(i), seed)).toList();
    console.note("full task: %d networks are trained", candidates.size());
    List<Evaluation> evaluations = evaluator.evaluate(candidates, this::tell);
    return IntStream.range(0, places.size())
        .boxed()
        .collect(Collectors.toMap(places::get, evaluations::get));
  }

  private void tell(Candidate candidate, Evaluation evaluation) {
    console.note(
        "full task: %s %s",
        candidate.architecture().id(),
        evaluation instanceof Evaluation.Failed failed
            ? "failed: " + failed.kind() + ": " + failed.detail()
            : "is trained");
  }

  private Optional<Finalist> known(Contender contender) {
    return before.stream()
        .filter(
            finalist ->
                finalist.task().equals(task)
                    && finalist.architecture().equals(contender.architecture().id().hex())
                    && finalist.accuracy().isPresent())
        .findFirst();
  }

  /**
   * @param evaluation null if it was trained before, or must not be
   */
  private Finalist finalist(
      Contender contender, Screening screening, @Nullable Evaluation evaluation) {
    Evaluation.Infeasible why =
        screening
            .rejection()
            .orElse(evaluation instanceof Evaluation.Infeasible broken ? broken : null);
    if (why != null) {
      return result(contender, screening, Optional.empty(), why.constraint() + ": " + why.detail());
    }
    if (evaluation instanceof Evaluation.Failed failed) {
      return result(contender, screening, Optional.empty(), failed.kind() + ": " + failed.detail());
    }
    Optional<Estimate> estimate =
        evaluation instanceof Evaluation.Measured measured
            ? Optional.of(measured.estimate())
            : known(contender).flatMap(Finalist::estimate);
    return result(contender, screening, estimate, "");
  }

  private Finalist result(
      Contender contender, Screening screening, Optional<Estimate> estimate, String detail) {
    Optional<Double> accuracy = estimate.map(Estimate::value);
    Optional<LatencyReport> latency = screening.latency();
    return new Finalist(
        contender.architecture().id().hex(),
        contender.origin().search().orElse(config.search().id()).value(),
        contender.origin().key().toString(),
        task,
        accuracy,
        estimate.filter(Estimate::isErrorKnown).map(Estimate::standardError),
        accuracy.map(a -> screening.reward(config.reward().plan(), a)).filter(Double::isFinite),
        latency.map(LatencyReport::latencyMillis).orElse(Double.NaN),
        detail);
  }
}
