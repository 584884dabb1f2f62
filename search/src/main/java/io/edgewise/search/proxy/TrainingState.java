package io.edgewise.search.proxy;

import java.io.Serializable;
import java.util.List;

/**
 * A training that has paused at the end of an epoch: what it takes to go on. A few bytes for every
 * parameter of the network; immutable by convention, the arrays are not copied.
 *
 * @param epochLosses mean training loss of each epoch so far
 * @param parameters all of them, running statistics included, in the network's own order
 * @param optimiser what the optimiser keeps of each parameter
 * @param spentMillis time it has taken, which counts against the recipe's limit
 * @param checkpoint what a foreign trainer goes on from, in its own format; empty of ours
 */
public record TrainingState(
    List<Double> epochLosses,
    float[] parameters,
    float[] optimiser,
    long spentMillis,
    byte[] checkpoint)
    implements Serializable {

  private static final byte[] NONE = {};

  /** A training is in this state before its first epoch. */
  public static final TrainingState START =
      new TrainingState(List.of(), new float[0], new float[0], 0);

  public TrainingState {
    epochLosses = List.copyOf(epochLosses);
  }

  /** Makes the state of a training of ours. */
  public TrainingState(
      List<Double> epochLosses, float[] parameters, float[] optimiser, long spentMillis) {
    this(epochLosses, parameters, optimiser, spentMillis, NONE);
  }

  /** Makes the state of a foreign trainer's training. */
  public static TrainingState foreign(
      List<Double> epochLosses, long spentMillis, byte[] checkpoint) {
    return new TrainingState(epochLosses, new float[0], new float[0], spentMillis, checkpoint);
  }

  /** Epochs done. */
  public int epochs() {
    return epochLosses.size();
  }
}
