package io.edgewise.jobs.actions;

import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.dl4j.Dl4jProxyTrainer;
import io.edgewise.search.proxy.dl4j.TrainedProxy;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Trial;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Trains proxies of trials once more over the executors, one a task, and looks at their weights
 * there. A search keeps no weights; from its seed a training comes to the same ones.
 */
public final class SparkTrainedAgain {

  private final JavaSparkContext spark;
  private final TrainingTask task;

  public SparkTrainedAgain(JavaSparkContext spark, TrainingTask task) {
    this.spark = spark;
    this.task = task;
  }

  /**
   * A look at a trained proxy, on an executor.
   *
   * @param <T> what is seen, which goes back to the driver
   */
  public interface Look<T> extends Serializable {

    /**
     * Looks.
     *
     * @param trained empty where the training came to nothing
     */
    T at(BlockNetwork network, Optional<TrainedProxy> trained, DataSplit data);
  }

  /** A training that is done once more. */
  private record Again(Architecture architecture, long seed) implements Serializable {}

  /**
   * Returns what is seen of each.
   *
   * @param trials that this search trained, at least one
   * @param what is done, for Spark's own pages
   */
  public <T> List<T> look(List<Trial> trials, String what, Look<T> look) {
    List<Again> again =
        trials.stream()
            .map(t -> new Again(t.architecture(), t.training().orElseThrow().seed()))
            .toList();
    spark.setJobDescription(JobNames.name(spark, what));
    return spark.parallelize(again, again.size()).map(looking(task, look)).collect();
  }

  /** Static, so that the task carries the descriptions and not this object. */
  private static <T> Function<Again, T> looking(TrainingTask task, Look<T> look) {
    return again -> {
      Configuration hadoop = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
      DataSplit data = DatasetLoader.load(task.data(), hadoop);
      BlockNetwork network = task.view(data.training()).network(again.architecture());
      return look.at(
          network,
          new Dl4jProxyTrainer().trainToTheEnd(network, data, task.recipe(), again.seed()).proxy(),
          data);
    };
  }
}
