package io.edgewise.jobs.actions;

import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.dl4j.Dl4jProxyTrainer;
import io.edgewise.search.space.Architecture;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Asks the executors, which have the memory, what proxies would take of it. Trains nothing. */
public final class SparkProxyNeeds {

  /**
   * A need of the training of one proxy.
   *
   * @param bytes that it takes, by the rule by which an executor refuses it
   * @param limitBytes that one training may take on the executor that was asked
   */
  public record Need(long bytes, long limitBytes) implements Serializable {

    /** A training that is not Edgewise's own: what it needs is not known before. */
    public static final Need UNKNOWN = new Need(0, Long.MAX_VALUE);
  }

  private final JavaSparkContext spark;
  private final ProxyView view;
  private final TrainingRecipe recipe;

  public SparkProxyNeeds(JavaSparkContext spark, ProxyView view, TrainingRecipe recipe) {
    this.spark = spark;
    this.view = view;
    this.recipe = recipe;
  }

  /** One need an architecture, in the same order. */
  public List<Need> of(List<Architecture> architectures) {
    if (architectures.isEmpty()) {
      return List.of();
    }
    int tasks = Math.min(architectures.size(), spark.defaultParallelism());
    spark.setJobDescription(JobNames.name(spark, "sizing " + architectures.size() + " proxies"));
    return spark.parallelize(architectures, tasks).mapPartitions(asking(view, recipe)).collect();
  }

  /** Static, so that the task carries the rule and not this object. */
  private static FlatMapFunction<Iterator<Architecture>, Need> asking(
      ProxyView view, TrainingRecipe recipe) {
    return architectures -> {
      Dl4jProxyTrainer trainer = new Dl4jProxyTrainer();
      List<Need> needs = new ArrayList<>();
      architectures.forEachRemaining(
          architecture ->
              needs.add(
                  new Need(
                      trainer.memoryNeed(view.network(architecture), recipe),
                      trainer.memoryLimit())));
      return needs.iterator();
    };
  }
}
