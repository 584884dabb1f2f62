package io.edgewise.jobs.actions;

import io.edgewise.jobs.task.ShardTask;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.Images;
import io.edgewise.search.training.DivergedException;
import io.edgewise.search.training.Shards;
import io.edgewise.search.training.Snapshot;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;

/**
 * Shards over the executors, one a task. Every round starts from one broadcast snapshot, so that a
 * task that Spark runs again, or elsewhere, comes to the same; the data set is read once an
 * executor JVM and shared by its tasks, and networks stay there from one round to the next.
 */
public final class SparkShards implements Shards, AutoCloseable {

  private static final int MAX_CAUSES = 20;

  private final JavaSparkContext spark;
  private final Broadcast<ShardTask> task;
  private final SparkValidation validation;

  /**
   * The start of the last round. It is destroyed beside the next round; once nobody refers to it,
   * Spark's own cleaner removes the same blocks, and warns of those that are gone already.
   */
  @SuppressWarnings("UnusedVariable") // It is held, not read.
  private Broadcast<?> destroyed;

  public SparkShards(JavaSparkContext spark, ShardTask task) {
    this.spark = spark;
    this.task = spark.broadcast(task);
    this.destroyed = this.task;
    this.validation = new SparkValidation(spark, task);
  }

  @Override
  public List<Snapshot> train(Snapshot from, int toStep) {
    Broadcast<Snapshot> start = spark.broadcast(from);
    try {
      return round(spark, task, start, toStep);
    } catch (Exception e) { // Scala throws checked exceptions that it does not declare.
      throw known(e);
    } finally {
      start.destroy();
      destroyed = start;
    }
  }

  @Override
  public double accuracy(float[] weights) {
    return validation.accuracy(weights);
  }

  /** Static, so that the closure holds what it needs and nothing else. */
  private static List<Snapshot> round(
      JavaSparkContext spark, Broadcast<ShardTask> task, Broadcast<Snapshot> start, int toStep) {
    int shards = task.value().plan().shards();
    return spark
        .parallelize(IntStream.range(0, shards).boxed().toList(), shards)
        .map(shard -> train(task.value(), shard, start.value(), toStep))
        .collect();
  }

  private static Snapshot train(ShardTask task, int shard, Snapshot from, int toStep) {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    Images images = task.images(hadoop).training();
    return IdleTrainings.lend(task, images, training -> training.train(shard, from, toStep));
  }

  /** Frees the networks in this JVM, where Spark is a local one; executors end with Spark. */
  @Override
  public void close() {
    task.destroy();
    IdleTrainings.close();
  }

  /** A mistake that a task found in its input is told as the driver would tell it. */
  static RuntimeException known(Exception failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof DatasetException unreadable) {
        return new DatasetException(
            unreadable.getMessage()
                + "; it was there when the training began: with it back in its place the same"
                + " command goes on after the last round",
            failure);
      }
      if (cause instanceof DivergedException diverged) {
        return diverged;
      }
      cause = cause.getCause();
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("a round failed", failure);
  }
}
