package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.Balance;
import io.edgewise.search.proxy.LearningCurve;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.LevelledOff;
import io.edgewise.search.proxy.TrainingOutcome.Paused;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.TrainingState;
import io.edgewise.search.seed.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * One stretch of the training of one network. Each epoch draws from streams of its own, so that a
 * training that paused goes on as if it had not.
 */
final class TrainingRun implements AutoCloseable {
  /** Loss, relative to that of guessing, above which a training counts as diverged. */
  private static final double EXPLODED = 10.0;

  // Streams of the seed: that of the weights has epoch -1.
  private static final int WEIGHTS = -1;
  private static final int SHUFFLING = 0;
  private static final int AUGMENTATION = 1;

  private final TrainingRecipe recipe;
  private final long seed;
  private final ImageSet training;
  private final ImageSet validation;
  private final Normalisation normalisation;
  private final ImageBatches trainingBatches;
  private final ImageBatches validationBatches;
  private final EpochOrder epochs;
  private final @Nullable ExampleWeights weights;
  private final ComputationGraph graph;
  private final int batch;
  private final List<Double> losses;
  private final long startNanos;

  TrainingRun(
      BlockNetwork network,
      Layers layers,
      DataSplit data,
      TrainingRecipe recipe,
      long seed,
      TrainingState from) {
    this.startNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(from.spentMillis());
    this.recipe = recipe;
    this.seed = seed;
    this.losses = new ArrayList<>(from.epochLosses());
    DataSplit sized = data.atResolution(network.resolution());
    this.training = sized.training();
    this.validation = sized.validation();
    this.batch = recipe.batchOf(training.size());
    Adam updater =
        new Adam(new CosineSchedule(recipe.learningRate(), recipe.epochs() * stepsAnEpoch()));
    this.normalisation = Normalisation.of(training);
    this.trainingBatches =
        new ImageBatches(training, normalisation, layers, batch, recipe.labelSmoothing());
    this.validationBatches = new ImageBatches(validation, normalisation, layers, batch, 0);
    Balance balance = recipe.balanceOn(training.classCounts());
    this.epochs = new EpochOrder(training, balance);
    this.weights = balance == Balance.WEIGHTS ? new ExampleWeights(training, layers, batch) : null;
    long initial = Seeds.mix(seed, WEIGHTS, 0);
    this.graph = new ComputationGraph(NetworkGraph.of(network, layers, updater, initial));
    Nd4j.getRandom().setSeed(initial);
    graph.init();
    if (from.epochs() > 0) {
      restore(from);
    }
  }

  private int stepsAnEpoch() {
    return recipe.stepsAnEpoch(training.size());
  }

  /** Trains until so many epochs of the recipe are done. */
  TrainingOutcome train(int toEpoch) {
    while (losses.size() < toEpoch) {
      Optional<Stopped> stopped = epoch(losses.size());
      if (stopped.isPresent()) {
        return stopped.get();
      }
      int idle = LearningCurve.epochsWithoutGain(losses);
      if (idle >= recipe.patience() && losses.size() < recipe.epochs()) {
        return new LevelledOff(
            answers(),
            losses,
            String.format(
                Locale.ROOT,
                "no lower loss in %d epochs, at epoch %d of %d",
                idle,
                losses.size(),
                recipe.epochs()));
      }
    }
    return toEpoch == recipe.epochs()
        ? new Trained(answers(), losses)
        : new Paused(answers(), state());
  }

  private Optional<Stopped> epoch(int epoch) {
    int[] images = epochs.draw(new SplittableRandom(Seeds.mix(seed, epoch, SHUFFLING)));
    @Nullable Augmentation augmentation = augmentation(epoch);
    double sum = 0;
    for (int step = 0; step < stepsAnEpoch(); step++) {
      if (spentMillis() > recipe.timeLimitMillis()) {
        return stopped(
            StopReason.TIMED_OUT, "limit " + recipe.timeLimitMillis() + " ms", step, epoch);
      }
      int[] chosen = Arrays.copyOfRange(images, step * batch, (step + 1) * batch);
      double loss = fit(chosen, augmentation);
      if (!(loss <= highestLoss(chosen))) {
        return stopped(StopReason.DIVERGED, "loss " + (float) loss, step, epoch);
      }
      sum += loss;
    }
    losses.add(sum / stepsAnEpoch());
    return Optional.empty();
  }

  /** One step on the images of a batch; returns their mean loss before it. */
  private double fit(int[] chosen, @Nullable Augmentation augmentation) {
    trainingBatches.fill(chosen, 0, chosen.length, augmentation);
    graph.fit(
        new INDArray[] {trainingBatches.inputs()},
        new INDArray[] {trainingBatches.labels()},
        null,
        weights == null ? null : new INDArray[] {weights.of(chosen)});
    return graph.score();
  }

  /**
   * The loss above which a training counts as diverged: only one whose loss without weights, at
   * least the weighted one over the largest weight, has exploded.
   */
  private double highestLoss(int[] chosen) {
    double weight = weights == null ? 1 : Math.max(1, weights.largest(chosen));
    return EXPLODED * Math.log(training.classes()) * weight;
  }

  private @Nullable Augmentation augmentation(int epoch) {
    return recipe.augment() || recipe.cutout() > 0
        ? new Augmentation(recipe, Seeds.mix(seed, epoch, AUGMENTATION))
        : null;
  }

  private static Optional<Stopped> stopped(StopReason reason, String seen, int step, int epoch) {
    return Optional.of(
        new Stopped(
            reason,
            String.format(Locale.ROOT, "%s at step %d of epoch %d", seen, step + 1, epoch + 1)));
  }

  private long spentMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }

  /** The weights as they are, and what pixels are for them. */
  TrainedProxy trained(BlockNetwork network) {
    return new TrainedProxy(NamedWeights.of(network, graph), normalisation.table());
  }

  private TrainingState state() {
    return new TrainingState(
        losses,
        HostCopy.read(graph.params()),
        HostCopy.read(graph.getUpdater().getStateViewArray()),
        spentMillis());
  }

  private void restore(TrainingState from) {
    HostCopy.write(from.parameters(), graph.params());
    HostCopy.write(from.optimiser(), graph.getUpdater().getStateViewArray());
    graph.getConfiguration().setIterationCount(from.epochs() * stepsAnEpoch());
  }

  private Confusion answers() {
    return ImageAnswers.of(graph, validation, validationBatches, batch);
  }

  /** Frees what the training took off the heap, without waiting for the garbage collector. */
  @Override
  public void close() {
    try (trainingBatches;
        validationBatches;
        weights) {
      GraphMemory.release(graph);
    }
  }
}
