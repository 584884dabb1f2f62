package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.lowering.BlockNetwork;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.dl4j.kernel.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** One training of one network, from initial weights to accuracy. */
final class TrainingRun implements AutoCloseable {
  /** Loss, relative to that of guessing, above which a training counts as diverged. */
  private static final double EXPLODED = 10.0;

  private final TrainingRecipe recipe;
  private final ImageSet training;
  private final ImageSet validation;
  private final ImageBatches trainingBatches;
  private final ImageBatches validationBatches;
  private final ComputationGraph graph;
  private final SplittableRandom shuffling;
  private final @Nullable Augmentation augmentation;
  private final int batch;
  private final long deadline;

  TrainingRun(BlockNetwork network, DataSplit data, TrainingRecipe recipe, long seed) {
    this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(recipe.timeLimitMillis());
    this.recipe = recipe;
    SplittableRandom streams = new SplittableRandom(seed);
    long weights = streams.nextLong();
    this.shuffling = streams.split();
    this.augmentation = recipe.augment() ? new Augmentation(streams.nextLong()) : null;
    DataSplit sized = data.atResolution(network.resolution());
    this.training = sized.training();
    this.validation = sized.validation();
    this.batch = Math.min(recipe.batchSize(), training.size());
    int steps = recipe.epochs() * (training.size() / batch);
    Adam updater = new Adam(new CosineSchedule(recipe.learningRate(), steps));
    Normalisation normalisation = Normalisation.of(training);
    this.trainingBatches =
        new ImageBatches(training, normalisation, batch, recipe.labelSmoothing());
    this.validationBatches = new ImageBatches(validation, normalisation, batch, 0);
    this.graph = new ComputationGraph(ProxyNetwork.configure(network, updater, weights));
    Nd4j.getRandom().setSeed(weights);
    graph.init();
  }

  TrainingOutcome train() {
    List<Double> losses = new ArrayList<>();
    int[] order = IntStream.range(0, training.size()).toArray();
    for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
      shuffle(order);
      double sum = 0;
      int steps = 0;
      for (int from = 0; from + batch <= order.length; from += batch) {
        if (System.nanoTime() - deadline > 0) {
          return stopped(
              StopReason.TIMED_OUT, "limit " + recipe.timeLimitMillis() + " ms", steps, epoch);
        }
        double loss = step(order, from);
        if (!(loss <= EXPLODED * Math.log(training.classes()))) {
          return stopped(StopReason.DIVERGED, "loss " + (float) loss, steps, epoch);
        }
        sum += loss;
        steps++;
      }
      losses.add(sum / steps);
    }
    return new Trained(accuracy(), losses);
  }

  private static Stopped stopped(StopReason reason, String seen, int step, int epoch) {
    return new Stopped(
        reason, String.format("%s at step %d of epoch %d", seen, step + 1, epoch + 1));
  }

  private double step(int[] order, int from) {
    trainingBatches.fill(order, from, from + batch, augmentation);
    graph.fit(new INDArray[] {trainingBatches.inputs()}, new INDArray[] {trainingBatches.labels()});
    return graph.score();
  }

  /** Fisher and Yates. */
  private void shuffle(int[] order) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = shuffling.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  private double accuracy() {
    int[] order = IntStream.range(0, validation.size()).toArray();
    int right = 0;
    for (int from = 0; from < order.length; from += batch) {
      int to = Math.min(from + batch, order.length);
      validationBatches.fill(order, from, to, null);
      INDArray scores = graph.output(false, validationBatches.inputs())[0];
      right += countRight(scores, from, to);
    }
    return (double) right / order.length;
  }

  private int countRight(INDArray scores, int from, int to) {
    int classes = validation.classes();
    float[] values = new float[(to - from) * classes];
    Floats.of(scores).get(0, values, 0, values.length);
    int right = 0;
    for (int i = from; i < to; i++) {
      int best = 0;
      int row = (i - from) * classes;
      for (int k = 1; k < classes; k++) {
        if (values[row + k] > values[row + best]) {
          best = k;
        }
      }
      if (best == validation.label(i)) {
        right++;
      }
    }
    return right;
  }

  /** Frees what the training took off the heap, without waiting for the garbage collector. */
  @Override
  public void close() {
    try (trainingBatches;
        validationBatches) {
      for (GraphVertex vertex : graph.getVertices()) {
        release(vertex);
      }
      graph.close();
    }
  }

  private static void release(GraphVertex vertex) {
    try {
      if (vertex instanceof AutoCloseable closeable) {
        closeable.close();
      } else if (vertex.hasLayer()) {
        vertex.getLayer().close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("could not release " + vertex.getVertexName(), e);
    }
  }
}
