package io.edgewise.jobs.proxycheck;

import io.edgewise.jobs.actions.SparkEvaluator;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.proxycheck.ProxyVariants.Variant;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** Trains the same networks in one way after another, each time from seeds of their own. */
final class SampleTrainer {

  private final SearchConfig config;
  private final JavaSparkContext spark;
  private final List<Screening> sample;
  private final Console console;
  private int trained;

  SampleTrainer(
      SearchConfig config, JavaSparkContext spark, List<Screening> sample, Console console) {
    this.config = config;
    this.spark = spark;
    this.sample = sample;
    this.console = console;
  }

  /** The sample as it would be trained next on a task. */
  List<Candidate> candidates(TrainingTask task) {
    return candidates(evaluator(task));
  }

  /** One evaluation a network of the sample, in its order. */
  List<Evaluation> train(Variant variant) {
    long start = System.nanoTime();
    Evaluator evaluator = evaluator(variant.task());
    List<Evaluation> evaluations =
        evaluator.evaluate(candidates(evaluator), (candidate, evaluation) -> {});
    trained++;
    console.note(
        "%s: %d networks, %d of them measured, in %d s",
        variant.name(),
        sample.size(),
        ProxyCheckJob.measured(evaluations).size(),
        (System.nanoTime() - start) / 1_000_000_000);
    return evaluations;
  }

  private Evaluator evaluator(TrainingTask task) {
    return new SparkEvaluator(spark, task, config.reward().plan());
  }

  private List<Candidate> candidates(Evaluator evaluator) {
    return IntStream.range(0, sample.size())
        .mapToObj(
            i ->
                evaluator.candidate(
                    i, sample.get(i), Seeds.mix(config.search().plan().seed(), trained, i)))
        .toList();
  }
}
