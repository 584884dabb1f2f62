package io.edgewise.jobs.plan;

import io.edgewise.jobs.actions.SparkEvaluator;
import io.edgewise.jobs.actions.SparkProxyNeeds;
import io.edgewise.jobs.actions.SparkProxyNeeds.Need;
import io.edgewise.jobs.actions.SparkScreener;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.plan.Schedule.Images;
import io.edgewise.jobs.task.TrainerSettings;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.GenerationStep;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Failed;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Screening;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** Looks ahead on a search: samples its space, asks the executors, trains one proxy. */
public final class Planner {

  /** Networks of a plan: the feasible share of so many is sure to ±1.6 points. */
  public static final int SAMPLES = 4000;

  /** Networks of a look that every search begins with. */
  public static final int QUICK_SAMPLES = 1000;

  /** Proxies whose memory is asked for, out of a sample. */
  private static final int PROXIES = 500;

  private static final int QUICK_PROXIES = 100;

  /** A training that takes this long is not slowed down by what the first one loads. */
  private static final double LONG_SECONDS = 30;

  /** The stream of the seeds of what is trained as a check; no generation has this number. */
  private static final int CHECK = -2;

  private final SearchConfig config;
  private final JavaSparkContext spark;
  private final DataSplit data;
  private final ProxyView view;

  /**
   * @param config fitted to the data
   */
  public Planner(SearchConfig config, JavaSparkContext spark, DataSplit data) {
    this.config = config;
    this.spark = spark;
    this.data = data;
    this.view = config.task().view(data.training());
  }

  /** Draws a sample of the space, the one that this search is looked at by. */
  public static SpaceSample sample(SearchConfig config, JavaSparkContext spark, int size) {
    return SpaceSample.draw(
        config.space(),
        config.search().plan().seed(),
        size,
        new SparkScreener(spark, config.fleet()));
  }

  /** Looks at a search without training: takes a few seconds. */
  public Outlook quick(SpaceSample sample) {
    return outlook(sample, QUICK_PROXIES);
  }

  /** Looks at a search and trains a proxy as a check. */
  public SearchPlan plan() {
    Outlook outlook = outlook(sample(config, spark, SAMPLES), PROXIES);
    return new SearchPlan(outlook, outlook.proxies().map(load -> check(load, outlook.schedule())));
  }

  private Outlook outlook(SpaceSample sample, int proxies) {
    return new Outlook(
        config.search().id().value(),
        sample,
        config.deployment(),
        config.reward().targetMillis(),
        load(sample.feasible(), proxies),
        schedule());
  }

  private Optional<ProxyLoad> load(List<Screening> feasible, int most) {
    List<Screening> screenings = feasible.subList(0, Math.min(most, feasible.size()));
    if (screenings.isEmpty()) {
      return Optional.empty();
    }
    List<Architecture> networks = screenings.stream().map(Screening::architecture).toList();
    return Optional.of(
        new ProxyLoad(
            screenings,
            networks.stream().map(network -> Proxy.of(network, view)).toList(),
            needs(networks),
            config.task().recipe().batchSize()));
  }

  private List<Need> needs(List<Architecture> networks) {
    return config.task().trainer() instanceof TrainerSettings.BuiltIn
        ? new SparkProxyNeeds(spark, view, config.task().recipe()).of(networks)
        : Collections.nCopies(networks.size(), Need.UNKNOWN);
  }

  private Schedule schedule() {
    GenerationStep.Plan plan = config.search().plan();
    return new Schedule(
        config.search().generations(),
        plan.candidates(),
        spark.defaultParallelism(),
        config.task().recipe(),
        config.task().halving(),
        config.search().stopping().budget(),
        new Images(data.training().size(), data.validation().size(), data.training().classes()));
  }

  /**
   * Trains the typical proxy for an epoch, then, where that was short enough to have been the
   * loading of classes for the most part, once more in every slot.
   */
  private TrainingCheck check(ProxyLoad load, Schedule schedule) {
    TrainingTask epoch = config.task().toTheEnd().unconstrained().with(config.task().proxy(), 1);
    SparkEvaluator evaluator = new SparkEvaluator(spark, epoch, config.reward().plan());
    Screening typical = load.screenings().get(load.typical());
    List<Evaluation> first = train(evaluator, typical, 1);
    if (first.get(0) instanceof Failed failed) {
      return new TrainingCheck(
          Optional.of(failed.kind() + ": " + failed.detail()), 0, 1, seconds(first), 0, 0);
    }
    int atATime = Math.min(schedule.slots(), schedule.candidates());
    List<Evaluation> warm =
        seconds(first) > LONG_SECONDS ? first : train(evaluator, typical, atATime);
    return new TrainingCheck(
        Optional.empty(),
        ((Measured) first.get(0)).accuracy(),
        1,
        seconds(first),
        seconds(warm),
        generationSeconds(evaluator));
  }

  private List<Evaluation> train(Evaluator evaluator, Screening screening, int times) {
    List<Candidate> candidates =
        IntStream.range(0, times)
            .mapToObj(
                i ->
                    evaluator.candidate(
                        i, screening, Seeds.mix(config.search().plan().seed(), CHECK, i)))
            .toList();
    return evaluator.evaluate(candidates, (candidate, evaluation) -> {});
  }

  /** The first generation up to its trainings, which nothing is known before. */
  private double generationSeconds(Evaluator evaluator) {
    GenerationStep step =
        new GenerationStep(
            config.controller(),
            new SparkScreener(spark, config.fleet()),
            evaluator,
            config.reward().plan(),
            config.search().plan());
    long start = System.nanoTime();
    var state = config.controller().initial();
    step.select(0, state, step.screen(step.propose(0, state), new KnownTrials()));
    return (System.nanoTime() - start) / 1e9;
  }

  /** The mean time of those that were measured. */
  private static double seconds(List<Evaluation> evaluations) {
    return evaluations.stream()
        .filter(Measured.class::isInstance)
        .mapToDouble(evaluation -> ((Measured) evaluation).cost().trainingMillis() / 1e3)
        .average()
        .orElse(0);
  }
}
