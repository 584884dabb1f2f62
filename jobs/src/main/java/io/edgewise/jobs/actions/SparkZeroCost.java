package io.edgewise.jobs.actions;

import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.ZeroCostScores;
import io.edgewise.search.proxy.dl4j.ZeroCost;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Scores candidates without training them, over the executors, one a task. */
public final class SparkZeroCost {

  private final JavaSparkContext spark;
  private final TrainingTask task;

  public SparkZeroCost(JavaSparkContext spark, TrainingTask task) {
    this.spark = spark;
    this.task = task;
  }

  /** One set of scores a candidate, in the same order. */
  public List<ZeroCostScores> score(List<Candidate> candidates) {
    spark.setJobDescription(
        JobNames.name(spark, "scoring " + candidates.size() + " networks without training"));
    return spark.parallelize(candidates, candidates.size()).map(scoring(task)).collect();
  }

  /** Static, so that the task carries the descriptions and not this object. */
  private static Function<Candidate, ZeroCostScores> scoring(TrainingTask task) {
    return candidate -> {
      Configuration hadoop = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
      DataSplit data = DatasetLoader.load(task.data(), hadoop);
      BlockNetwork network = task.view(data.training()).network(candidate.architecture());
      return new ZeroCostScores(
          candidate.proxy().parameters(),
          candidate.proxy().macs(),
          ZeroCost.synflow(network, candidate.seed()),
          ZeroCost.jacobian(network, data, candidate.seed()));
    };
  }
}
