package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.Images;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.training.DivergedException;
import io.edgewise.search.training.FullRecipe;
import io.edgewise.search.training.MovingDecay;
import io.edgewise.search.training.Objective;
import io.edgewise.search.training.Objective.Distillation;
import io.edgewise.search.training.Snapshot;
import io.edgewise.search.training.TrainingPlan;
import java.util.concurrent.CancellationException;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * The steps of the shards of a full training, of one at a time, with Adam and the fast layers, on
 * the calling thread alone. A step is a function of the snapshot before it: trained in stretches,
 * in another process, or in one go, a network comes out the same.
 */
public final class ShardTraining implements AutoCloseable {

  /** EfficientNet's (tensorflow/tpu, efficientnet_builder.py, batch_norm_momentum). */
  static final MovingDecay STATISTICS = MovingDecay.rampedTo(0.99);

  /** Loss, relative to that of guessing, above which a training counts as diverged. */
  private static final double EXPLODED = 10.0;

  /** Parameters, their gradients, two moments of Adam, the average, and copies of all but one. */
  private static final int ARRAYS_A_PARAMETER = 9;

  private final TrainingPlan plan;
  private final ShardBatches batches;
  private final ComputationGraph graph;
  private final MovingDecay average;
  private final double largestLoss;

  /**
   * @param network whose channels and classes are those of the images
   * @param images all training images, square ones of the network's resolution
   */
  public ShardTraining(
      BlockNetwork network, Images images, TrainingPlan plan, Objective objective) {
    this.plan = plan;
    FullRecipe recipe = plan.recipe();
    this.largestLoss = EXPLODED * ofGuessing(objective, images.classes());
    this.average = MovingDecay.rampedTo(plan.kept(recipe.weightAverage()));
    this.batches = new ShardBatches(images, plan, objective);
    Adam updater =
        Adam.builder()
            .learningRateSchedule(
                new CosineSchedule(plan.learningRate(), plan.warmUpSteps(), plan.steps()))
            .beta1(plan.kept(Adam.DEFAULT_ADAM_BETA1_MEAN_DECAY))
            .beta2(plan.kept(Adam.DEFAULT_ADAM_BETA2_VAR_DECAY))
            .build();
    this.graph =
        new ComputationGraph(
            NetworkGraph.of(
                network,
                new FastGraph(
                    updater,
                    plan.weightsSeed(),
                    MovingDecay.rampedTo(plan.kept(STATISTICS.limit())),
                    recipe.weightDecay(),
                    loss(objective))));
    Nd4j.getRandom().setSeed(plan.weightsSeed());
    graph.init();
  }

  private static ILossFunction loss(Objective objective) {
    return objective instanceof Distillation taught
        ? new DistillationLoss(taught.temperature(), taught.weight())
        : new LossMCXENT();
  }

  /** An upper bound of the loss of who answers every class alike. */
  private static double ofGuessing(Objective objective, int classes) {
    return Math.log(classes)
        * (objective instanceof Distillation taught
            ? 1 - taught.weight() + taught.weight() * Math.pow(taught.temperature(), 2)
            : 1);
  }

  /** Bytes off the heap and on it that one shard takes, images aside: an upper estimate. */
  public static long memoryBytes(
      BlockNetwork network, long parameters, int batch, Objective objective) {
    long taught =
        objective instanceof Distillation distillation
            ? MemoryNeed.bytes(distillation.teacher(), Layers.FAST, batch)
                + 2L * Float.BYTES * distillation.weights().length
            : 0;
    return MemoryNeed.bytes(network, Layers.FAST, batch)
        + parameters * Float.BYTES * ARRAYS_A_PARAMETER
        + taught;
  }

  /** Bytes off the heap that this process may take. */
  public static long memoryLimit() {
    return Pointer.maxBytes();
  }

  /** The training before its first step, the same for all shards; only before anything trained. */
  public Snapshot start() {
    float[] parameters = HostCopy.read(graph.params());
    return new Snapshot(0, 0, parameters, optimiser(), parameters);
  }

  /**
   * Trains a shard on.
   *
   * @param shard which of the plan's, from 0
   * @param toStep at most the end of the epoch
   * @throws DivergedException if a loss is no number or ten times that of guessing
   * @throws CancellationException if the thread is interrupted
   */
  public Snapshot train(int shard, Snapshot from, int toStep) {
    restore(from);
    float[] averaged = from.average().clone();
    double lossSum = from.lossSum();
    for (int step = from.step(); step < toStep; step++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted before step " + (step + 1));
      }
      batches.fill(shard, step);
      lossSum += fit(step);
      average(averaged, step);
    }
    return new Snapshot(toStep, lossSum, HostCopy.read(graph.params()), optimiser(), averaged);
  }

  /** One step; returns the loss without what the decay of weights adds to it. */
  private double fit(int step) {
    double decay = graph.calcRegularizationScore(true);
    graph.fit(new INDArray[] {batches.inputs()}, new INDArray[] {batches.labels()});
    return requireSane(graph.score() - decay, step);
  }

  private double requireSane(double loss, int step) {
    if (!(loss <= largestLoss)) {
      throw new DivergedException(loss, step + 1);
    }
    return loss;
  }

  /** The network with the weights and the optimiser of a snapshot, to be trained elsewhere. */
  public ComputationGraph graph(Snapshot from) {
    restore(from);
    return graph;
  }

  /**
   * The training after a round that {@link #graph} was trained in elsewhere. The average of the
   * weights moves as far as in as many steps at whose ends they were what they are now.
   *
   * @param loss of the round's last step, decay of weights included
   * @throws DivergedException as {@link #train}
   */
  public Snapshot after(Snapshot from, int toStep, double loss) {
    float[] averaged = from.average().clone();
    for (int step = from.step(); step < toStep; step++) {
      average(averaged, step);
    }
    double last = requireSane(loss - graph.calcRegularizationScore(true), toStep - 1);
    double lossSum = from.lossSum() + last * (toStep - from.step());
    return new Snapshot(toStep, lossSum, HostCopy.read(graph.params()), optimiser(), averaged);
  }

  private void average(float[] averaged, int step) {
    float[] parameters = HostCopy.read(graph.params());
    float kept = (float) average.after(step);
    for (int i = 0; i < averaged.length; i++) {
      averaged[i] = parameters[i] + kept * (averaged[i] - parameters[i]);
    }
  }

  private void restore(Snapshot from) {
    HostCopy.write(from.parameters(), graph.params());
    HostCopy.write(from.optimiser(), graph.getUpdater().getStateViewArray());
    graph.getConfiguration().setIterationCount(from.step());
  }

  private float[] optimiser() {
    return HostCopy.read(graph.getUpdater().getStateViewArray());
  }

  /** Frees what the training took off the heap, without waiting for the garbage collector. */
  @Override
  public void close() {
    try (batches) {
      GraphMemory.release(graph);
    }
  }
}
