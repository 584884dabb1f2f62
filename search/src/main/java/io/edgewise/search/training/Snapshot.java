package io.edgewise.search.training;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A snapshot is a training between two of its steps: all that the next step needs. Immutable by
 * convention, the arrays are not copied.
 *
 * @param step steps done
 * @param lossSum sum of the losses of the steps done in this epoch
 * @param parameters all of them, running statistics included, in the network's own order
 * @param optimiser what the optimiser keeps of each parameter
 * @param average moving average of the parameters
 */
public record Snapshot(
    int step, double lossSum, float[] parameters, float[] optimiser, float[] average)
    implements Serializable {

  /** Java writes floats one by one; snapshots travel to the shards and back in every round. */
  private Object writeReplace() {
    return new Packed(
        step, lossSum, FloatBytes.of(parameters), FloatBytes.of(optimiser), FloatBytes.of(average));
  }

  /** A snapshot as it travels. */
  private record Packed(
      int step, double lossSum, byte[] parameters, byte[] optimiser, byte[] average)
      implements Serializable {

    private Object readResolve() {
      return new Snapshot(
          step,
          lossSum,
          FloatBytes.floats(parameters),
          FloatBytes.floats(optimiser),
          FloatBytes.floats(average));
    }
  }

  /** The same at the start of an epoch. */
  public Snapshot withoutLoss() {
    return new Snapshot(step, 0, parameters, optimiser, average);
  }

  /**
   * The mean of what shards came to: of parameters, optimiser and average alike, summed in double
   * in the order of the shards, so that it does not depend on which of them ended first.
   *
   * @param shards at least one, all after the same step
   */
  public static Snapshot mean(List<Snapshot> shards) {
    Snapshot first = shards.get(0);
    if (shards.stream().anyMatch(shard -> shard.step != first.step)) {
      throw new IllegalArgumentException("shards are after different steps");
    }
    return new Snapshot(
        first.step,
        mean(shards, Snapshot::lossSum),
        meanArray(shards, Snapshot::parameters),
        meanArray(shards, Snapshot::optimiser),
        meanArray(shards, Snapshot::average));
  }

  private static double mean(List<Snapshot> shards, ToDoubleFunction<Snapshot> value) {
    double sum = 0;
    for (Snapshot shard : shards) {
      sum += value.applyAsDouble(shard);
    }
    return sum / shards.size();
  }

  private static float[] meanArray(List<Snapshot> shards, Function<Snapshot, float[]> array) {
    if (shards.size() == 1) {
      return array.apply(shards.get(0));
    }
    double[] sums = new double[array.apply(shards.get(0)).length];
    for (Snapshot shard : shards) {
      float[] values = array.apply(shard);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
    }
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / shards.size());
    }
    return mean;
  }
}
