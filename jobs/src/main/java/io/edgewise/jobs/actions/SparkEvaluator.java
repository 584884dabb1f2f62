package io.edgewise.jobs.actions;

import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluation;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.ProxyEvaluation;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.dl4j.Dl4jProxyTrainer;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * Trains candidates over the executors, one a task, the largest proxies first so that no long
 * training starts last. The data set is read once an executor JVM and shared by its tasks.
 */
public final class SparkEvaluator implements Evaluator {

  private final JavaSparkContext spark;
  private final DatasetSettings dataset;
  private final ProxyView view;
  private final TrainingRecipe recipe;
  private final BiConsumer<Candidate, Evaluation> progress;

  /**
   * @param progress told of each candidate as it ends, on the driver, in the order in which they
   *     end
   */
  public SparkEvaluator(
      JavaSparkContext spark,
      DatasetSettings dataset,
      ProxyView view,
      TrainingRecipe recipe,
      BiConsumer<Candidate, Evaluation> progress) {
    this.spark = spark;
    this.dataset = dataset;
    this.view = view;
    this.recipe = recipe;
    this.progress = progress;
  }

  @Override
  public List<Evaluation> evaluate(List<Candidate> candidates) {
    List<Integer> longestFirst = longestFirst(candidates);
    List<Candidate> ordered = longestFirst.stream().map(candidates::get).toList();
    JavaRDD<Evaluation> evaluations =
        spark.parallelize(ordered, ordered.size()).map(task(dataset, view, recipe));

    Evaluation[] results = new Evaluation[candidates.size()];
    Function2<Object, Evaluation, BoxedUnit> onResult =
        (partition, evaluation) -> {
          int place = longestFirst.get((Integer) partition);
          results[place] = evaluation;
          progress.accept(candidates.get(place), evaluation);
          return BoxedUnit.UNIT;
        };
    Function1<Iterator<Evaluation>, Evaluation> first =
        (Function1<Iterator<Evaluation>, Evaluation> & Serializable) Iterator::next;
    spark
        .sc()
        .runJob(evaluations.rdd(), first, onResult, ClassTag$.MODULE$.apply(Evaluation.class));
    return Arrays.asList(results);
  }

  /** Places of the candidates, by multiply-accumulates of their proxies, most first. */
  private List<Integer> longestFirst(List<Candidate> candidates) {
    long[] macs =
        candidates.stream()
            .mapToLong(
                c ->
                    Lowering.lower(c.architecture().id().hex(), view.network(c.architecture()))
                        .macs())
            .toArray();
    return java.util.stream.IntStream.range(0, macs.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(i -> -macs[i])
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static org.apache.spark.api.java.function.Function<Candidate, Evaluation> task(
      DatasetSettings dataset, ProxyView view, TrainingRecipe recipe) {
    return candidate ->
        new ProxyEvaluation(view, new Dl4jProxyTrainer(), recipe, System::currentTimeMillis, host())
            .evaluate(candidate, DatasetLoader.load(dataset, hadoopConfiguration()));
  }

  /** What Spark was told about file systems, on an executor too. */
  private static Configuration hadoopConfiguration() {
    return SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
