package io.edgewise.jobs.proxycheck;

import io.edgewise.jobs.actions.SparkEvaluator;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.proxycheck.ProxyVariants.Variant;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Halving;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.evaluation.SuccessiveHalving;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import java.util.List;
import java.util.function.Function;
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

  /** The sample as it is trained next. */
  List<Candidate> candidates(Function<Architecture, Proxy> proxy) {
    return IntStream.range(0, sample.size())
        .mapToObj(
            i ->
                new Candidate(
                    i,
                    sample.get(i),
                    proxy.apply(sample.get(i).architecture()),
                    Seeds.mix(config.plan().seed(), trained, i)))
        .toList();
  }

  /** One evaluation a network of the sample, in its order. */
  List<Evaluation> train(Variant variant) {
    long start = System.nanoTime();
    Evaluator evaluator =
        new SparkEvaluator(
            spark,
            config.dataset(),
            variant.view(),
            variant.recipe(),
            new SuccessiveHalving(
                Halving.OFF, variant.recipe().epochs(), (candidate, accuracy) -> accuracy));
    List<Evaluation> evaluations =
        evaluator.evaluate(candidates(evaluator::proxy), (candidate, evaluation) -> {});
    trained++;
    console.note(
        "%s: %d networks, %d of them measured, in %d s",
        variant.name(),
        sample.size(),
        ProxyCheckJob.measured(evaluations).size(),
        (System.nanoTime() - start) / 1_000_000_000);
    return evaluations;
  }
}
