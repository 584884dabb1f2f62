package io.edgewise.jobs.actions;

import io.edgewise.jobs.task.ShardTask;
import io.edgewise.search.dataset.Images;
import io.edgewise.search.proxy.dl4j.FullNetwork;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.deploy.SparkHadoopUtil;

/** The validation images over the executors, in as many equal parts as there are shards. */
final class SparkValidation {

  private final JavaSparkContext spark;
  private final ShardTask task;

  SparkValidation(JavaSparkContext spark, ShardTask task) {
    this.spark = spark;
    this.task = task;
  }

  /** The share of the images that weights classify right, in [0, 1]. */
  double accuracy(float[] weights) {
    Broadcast<float[]> validated = spark.broadcast(weights);
    try {
      List<Part> parts = parts(spark, task, validated);
      long right = parts.stream().mapToLong(Part::right).sum();
      return (double) right / parts.stream().mapToLong(Part::images).sum();
    } catch (Exception e) { // Scala throws checked exceptions that it does not declare.
      throw SparkShards.known(e);
    } finally {
      validated.destroy();
    }
  }

  /** Static, so that the closure holds what it needs and nothing else. */
  private static List<Part> parts(
      JavaSparkContext spark, ShardTask task, Broadcast<float[]> weights) {
    int parts = task.plan().shards();
    return spark
        .parallelize(IntStream.range(0, parts).boxed().toList(), parts)
        .map(part -> part(task, part, weights.value()))
        .collect();
  }

  private static Part part(ShardTask task, int part, float[] weights) {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    Images all = task.images(hadoop).validation();
    int parts = task.plan().shards();
    int from = (int) ((long) all.size() * part / parts);
    int to = (int) ((long) all.size() * (part + 1) / parts);
    if (from == to) {
      return new Part(0, 0); // There are more shards than images.
    }
    try (FullNetwork network = new FullNetwork(task.network(), task.plan().batch())) {
      return new Part(network.answers(weights, all.slice(from, to)).right(), to - from);
    }
  }

  /** Images of one part, and how many of them are classified right. */
  private record Part(int right, int images) implements Serializable {}
}
