package io.edgewise.jobs.actions;

import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.lowering.ProxyView;
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
  private final DatasetSettings dataset;
  private final ProxyView view;

  public SparkZeroCost(JavaSparkContext spark, DatasetSettings dataset, ProxyView view) {
    this.spark = spark;
    this.dataset = dataset;
    this.view = view;
  }

  /** One set of scores a candidate, in the same order. */
  public List<ZeroCostScores> score(List<Candidate> candidates) {
    return spark.parallelize(candidates, candidates.size()).map(task(dataset, view)).collect();
  }

  /** Static, so that the task carries the descriptions and not this object. */
  private static Function<Candidate, ZeroCostScores> task(DatasetSettings dataset, ProxyView view) {
    return candidate -> {
      Configuration hadoop = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
      BlockNetwork network = view.network(candidate.architecture());
      return new ZeroCostScores(
          candidate.proxy().parameters(),
          candidate.proxy().macs(),
          ZeroCost.synflow(network, candidate.seed()),
          ZeroCost.jacobian(network, DatasetLoader.load(dataset, hadoop), candidate.seed()));
    };
  }
}
