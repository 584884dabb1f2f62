package io.edgewise.search.training;

import java.util.ArrayList;
import java.util.List;

/**
 * A checkpoint is a training that can go on: where it stands, and what it came to so far.
 *
 * @param snapshot the training after its last round
 * @param epochs the epochs done, in order
 * @param best weights after the epoch of the highest validation accuracy; empty before the first
 * @param spentMillis time it has taken
 */
public record Checkpoint(
    Snapshot snapshot, List<EpochResult> epochs, float[] best, long spentMillis) {

  public Checkpoint {
    epochs = List.copyOf(epochs);
  }

  /** A training before its first step. */
  public static Checkpoint start(Snapshot untrained) {
    return new Checkpoint(untrained, List.of(), new float[0], 0);
  }

  /** Index of the epoch of the highest validation accuracy, the earliest of equals; -1 before. */
  public int bestEpoch() {
    int best = -1;
    for (int epoch = 0; epoch < epochs.size(); epoch++) {
      if (best < 0 || epochs.get(epoch).accuracy() > epochs.get(best).accuracy()) {
        best = epoch;
      }
    }
    return best;
  }

  /** The training after another round of the same epoch. */
  public Checkpoint after(Snapshot round, long millis) {
    return new Checkpoint(round, epochs, best, spentMillis + millis);
  }

  /**
   * The training after the last round of an epoch.
   *
   * @param round whose average was validated
   */
  public Checkpoint afterEpoch(Snapshot round, EpochResult result, long millis) {
    List<EpochResult> all = new ArrayList<>(epochs);
    all.add(result);
    Checkpoint next = new Checkpoint(round.withoutLoss(), all, best, spentMillis + millis);
    return next.bestEpoch() < epochs.size()
        ? next
        : new Checkpoint(next.snapshot, all, round.average(), next.spentMillis);
  }
}
