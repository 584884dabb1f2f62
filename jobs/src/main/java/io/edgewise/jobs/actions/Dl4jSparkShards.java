package io.edgewise.jobs.actions;

import io.edgewise.jobs.task.ShardTask;
import io.edgewise.search.proxy.dl4j.ShardBatches;
import io.edgewise.search.proxy.dl4j.ShardTraining;
import io.edgewise.search.training.Shards;
import io.edgewise.search.training.Snapshot;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Shards that Deeplearning4j's own {@code ParameterAveragingTrainingMaster} trains and averages:
 * the one class that knows deeplearning4j-spark. The batches are those of {@link SparkShards}, one
 * shard a partition. It differs in what is averaged how: in floats, in the order in which tasks
 * end; the average of the weights moves once a round; the loss is that of a round's last steps.
 */
public final class Dl4jSparkShards implements Shards {

  private final JavaSparkContext spark;
  private final ShardTask task;

  public Dl4jSparkShards(JavaSparkContext spark, ShardTask task) {
    this.spark = spark;
    this.task = task;
  }

  @Override
  public List<Snapshot> train(Snapshot from, int toStep) {
    JavaRDD<MultiDataSet> batches = batches(spark, task, from.step(), toStep);
    try (ShardTraining training =
        new ShardTraining(
            task.network(),
            task.images(spark.hadoopConfiguration()).training(),
            task.plan(),
            task.objective())) {
      SparkComputationGraph network =
          new SparkComputationGraph(spark, training.graph(from), master(from.step(), toStep));
      network.fitMultiDataSet(batches);
      return List.of(training.after(from, toStep, network.getScore()));
    } catch (Exception e) { // Scala throws checked exceptions that it does not declare.
      throw SparkShards.known(e);
    } finally {
      batches.unpersist();
    }
  }

  @Override
  public double accuracy(float[] weights) {
    return new SparkValidation(spark, task).accuracy(weights);
  }

  /** One round is one split, so that none is empty and the random split is never taken. */
  private ParameterAveragingTrainingMaster master(int fromStep, int toStep) {
    int batch = task.plan().batch();
    return new ParameterAveragingTrainingMaster.Builder(task.plan().shards(), batch)
        .batchSizePerWorker(batch)
        .averagingFrequency(toStep - fromStep)
        // Its documentation says that this is so unless it is switched off; it is not.
        .saveUpdater(true)
        // The default writes every batch to a temporary folder first.
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        // A partition is a shard; the default deals the batches anew.
        .repartionData(Repartition.Never)
        .workerPrefetchNumBatches(0)
        .storageLevel(StorageLevel.MEMORY_AND_DISK_SER())
        .rngSeed(task.plan().seed())
        .trainingHooks(new StepCount(fromStep))
        .build();
  }

  /** Static, so that the closure holds what it needs and nothing else. */
  private static JavaRDD<MultiDataSet> batches(
      JavaSparkContext spark, ShardTask task, int fromStep, int toStep) {
    int shards = task.plan().shards();
    return spark
        .parallelize(IntStream.range(0, shards).boxed().toList(), shards)
        .flatMap(shard -> batches(task, shard, fromStep, toStep));
  }

  private static Iterator<MultiDataSet> batches(
      ShardTask task, int shard, int fromStep, int toStep) {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    List<MultiDataSet> steps = new ArrayList<>();
    try (ShardBatches batches =
        new ShardBatches(task.images(hadoop).training(), task.plan(), task.objective())) {
      for (int step = fromStep; step < toStep; step++) {
        batches.fill(shard, step);
        steps.add(
            new org.nd4j.linalg.dataset.MultiDataSet(
                batches.inputs().dup(), batches.labels().dup()));
      }
    }
    return steps.iterator();
  }

  /**
   * Tells a worker's network which step it is at: it would count from 0 in every round, for
   * schedules as for running statistics. Each task has a copy of its own.
   */
  private static final class StepCount implements TrainingHook {

    private static final long serialVersionUID = 1L;

    private int step;

    StepCount(int step) {
      this.step = step;
    }

    @Override
    public void preUpdate(MultiDataSet batch, Model network) {
      ((ComputationGraph) network).getConfiguration().setIterationCount(step);
      step++;
    }

    @Override
    public void preUpdate(DataSet batch, Model network) {
      throw new UnsupportedOperationException("batches are of the other kind");
    }

    @Override
    public void postUpdate(MultiDataSet batch, Model network) {}

    @Override
    public void postUpdate(DataSet batch, Model network) {}
  }
}
