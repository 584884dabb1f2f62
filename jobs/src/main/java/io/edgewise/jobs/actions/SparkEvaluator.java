package io.edgewise.jobs.actions;

import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.evaluation.SuccessiveHalving;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Evaluation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.JavaSparkContext;

/** Trains candidates over the executors, all to the end or the better ones rung by rung. */
public final class SparkEvaluator implements Evaluator {

  private final JavaSparkContext spark;
  private final DatasetSettings dataset;
  private final ProxyView view;
  private final TrainingRecipe recipe;
  private final SuccessiveHalving halving;

  public SparkEvaluator(
      JavaSparkContext spark,
      DatasetSettings dataset,
      ProxyView view,
      TrainingRecipe recipe,
      SuccessiveHalving halving) {
    this.spark = spark;
    this.dataset = dataset;
    this.view = view;
    this.recipe = recipe;
    this.halving = halving;
  }

  /** The name of the machine that this runs on. */
  public static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public Proxy proxy(Architecture architecture) {
    return Proxy.of(architecture, view);
  }

  @Override
  public List<Evaluation> evaluate(
      List<Candidate> candidates, BiConsumer<Candidate, Evaluation> ended) {
    try (SparkTrainings trainings =
        new SparkTrainings(spark, dataset, view, recipe, candidates, ended)) {
      return halving.run(candidates, trainings);
    }
  }
}
