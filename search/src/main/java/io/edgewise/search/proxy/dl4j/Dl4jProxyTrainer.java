package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.ProxyTrainer;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.TrainingState;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains proxies with Deeplearning4j, with Adam and a cosine schedule, on the calling thread alone:
 * with the fast layers where ND4J computes on the CPU, with DL4J's own where it computes on a GPU.
 */
public final class Dl4jProxyTrainer implements ProxyTrainer {

  private final long memoryLimit;
  private final Layers layers;

  /**
   * Each training may take an equal share of {@code org.bytedeco.javacpp.maxbytes}, one a core or
   * one a GPU.
   *
   * @throws Arithmetic.WrongException if ND4J does not compute in this JVM, or wrongly
   */
  public Dl4jProxyTrainer() {
    this(Layers.ofBackend());
  }

  private Dl4jProxyTrainer(Layers layers) {
    this(Pointer.maxBytes() / layers.trainingsAtATime(), layers);
  }

  /**
   * @param memoryLimit bytes off the heap that one training may take; a network that needs more is
   *     stopped before it starts
   * @throws Arithmetic.WrongException likewise
   */
  public Dl4jProxyTrainer(long memoryLimit) {
    this(memoryLimit, Layers.ofBackend());
  }

  /** Makes a trainer with layers that need not be those for the backend. */
  Dl4jProxyTrainer(long memoryLimit, Layers layers) {
    this.memoryLimit = memoryLimit;
    this.layers = layers;
    // One thread a training: two trainings side by side do 1.7 times the work of one on two
    // threads.
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
  }

  /**
   * Returns whether a trained proxy's weights can be had here: whether ND4J for CPUs is on the
   * class path. Nothing is loaded to tell.
   */
  public static boolean keepsWeights() {
    return keepsWeights(Dl4jProxyTrainer.class.getClassLoader());
  }

  static boolean keepsWeights(ClassLoader loader) {
    return Layers.areForCpus(loader);
  }

  @Override
  public TrainingOutcome train(
      BlockNetwork network,
      DataSplit data,
      TrainingRecipe recipe,
      long seed,
      TrainingState from,
      int toEpoch) {
    requireMatch(network, data);
    requireAhead(recipe, from, toEpoch);
    return run(network, data, recipe, seed, from, toEpoch, run -> Optional.empty()).outcome();
  }

  /**
   * A training that has ended, with what it leaves.
   *
   * @param proxy empty where it came to nothing
   */
  public record Ended(TrainingOutcome outcome, Optional<TrainedProxy> proxy) {}

  /**
   * Trains from scratch to the end of the recipe, as {@link #train} does, and keeps the weights.
   *
   * @throws IllegalStateException where ND4J computes on a GPU, whose layers have other names
   */
  public Ended trainToTheEnd(
      BlockNetwork network, DataSplit data, TrainingRecipe recipe, long seed) {
    requireMatch(network, data);
    if (layers != Layers.FAST) {
      throw new IllegalStateException(
          "the weights of proxies are for CPUs, and ND4J computes on a GPU here; proxies are scored"
              + " in int8 by edgewise.jar as it is built without -Pcuda");
    }
    return run(
        network,
        data,
        recipe,
        seed,
        TrainingState.START,
        recipe.epochs(),
        run -> Optional.of(run.trained(network)));
  }

  private Ended run(
      BlockNetwork network,
      DataSplit data,
      TrainingRecipe recipe,
      long seed,
      TrainingState from,
      int toEpoch,
      Function<TrainingRun, Optional<TrainedProxy>> left) {
    long needed = memoryNeed(network, recipe);
    if (needed > memoryLimit) {
      return stopped(
          String.format(
              Locale.ROOT,
              "needs about %d MB for activations, the limit of one training is %d MB; lower"
                  + " proxy.batch-size, proxy.width-factor or proxy.resolution, or give the executor"
                  + " more memory or fewer cores (org.bytedeco.javacpp.maxbytes is shared by its"
                  + " trainings)",
              needed >> 20,
              memoryLimit >> 20));
    }
    try (TrainingRun run = new TrainingRun(network, layers, data, recipe, seed, from)) {
      TrainingOutcome outcome = run.train(toEpoch);
      return new Ended(outcome, outcome instanceof Stopped ? Optional.empty() : left.apply(run));
    } catch (OutOfMemoryError e) {
      return stopped(String.valueOf(e.getMessage()));
    }
  }

  private static Ended stopped(String detail) {
    return new Ended(new Stopped(StopReason.OUT_OF_MEMORY, detail), Optional.empty());
  }

  /**
   * Returns the bytes that the training of a network takes, found before they are taken: what does
   * not exceed {@link #memoryLimit} is trained.
   */
  public long memoryNeed(BlockNetwork network, TrainingRecipe recipe) {
    return MemoryNeed.bytes(network, layers, recipe.batchSize());
  }

  /** Returns the bytes off the heap that one training may take in this JVM. */
  public long memoryLimit() {
    return memoryLimit;
  }

  private static void requireAhead(TrainingRecipe recipe, TrainingState from, int toEpoch) {
    if (toEpoch <= from.epochs() || toEpoch > recipe.epochs()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "to epoch %d: allowed is above %d, where it paused, to %d, the recipe's last",
              toEpoch,
              from.epochs(),
              recipe.epochs()));
    }
  }

  private static void requireMatch(BlockNetwork network, DataSplit data) {
    if (network.inputChannels() != data.training().channels()
        || network.classes() != data.training().classes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "network of %d channels and %d classes, data of %d channels and %d classes",
              network.inputChannels(),
              network.classes(),
              data.training().channels(),
              data.training().classes()));
    }
  }
}
