package io.edgewise.jobs.training;

import io.edgewise.search.training.Checkpoint;
import io.edgewise.search.training.EpochResult;
import io.edgewise.search.training.Shards;
import io.edgewise.search.training.Snapshot;
import io.edgewise.search.training.TrainingPlan;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The rounds of a training: every shard trains on, what they came to is averaged, and at the end of
 * an epoch the average of the weights is validated.
 *
 * @param steps of a round, which also ends with its epoch
 * @param save takes the training after every round, before the next begins
 */
record Rounds(TrainingPlan plan, Shards shards, int steps, Consumer<Checkpoint> save) {

  /** Trains on to the last epoch. */
  Checkpoint from(Checkpoint start) {
    Checkpoint at = start;
    while (at.snapshot().step() < plan.steps()) {
      at = round(at);
      save.accept(at);
    }
    return at;
  }

  private Checkpoint round(Checkpoint before) {
    long began = System.nanoTime();
    int step = before.snapshot().step();
    int end = plan.endOfEpoch(step);
    int to = (int) Math.min((long) step + steps, end);
    Snapshot mean = Snapshot.mean(shards.train(before.snapshot(), to));
    if (to < end) {
      return before.after(mean, millisSince(began));
    }
    double loss = mean.lossSum() / plan.stepsAnEpoch();
    double accuracy = shards.accuracy(mean.average());
    return before.afterEpoch(mean, new EpochResult(loss, accuracy), millisSince(began));
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
