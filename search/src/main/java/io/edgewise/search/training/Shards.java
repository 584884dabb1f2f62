package io.edgewise.search.training;

import java.util.List;

/**
 * The shards of a data-parallel training: each trains on images of its own, and what they come to
 * is averaged after every round; at the end of an epoch each validates a part. A training that is
 * not parallel has one.
 */
public interface Shards {

  /**
   * Trains every shard on from the same snapshot.
   *
   * @param toStep above {@code from.step()}, at most the end of its epoch
   * @return one snapshot a shard, in the order of the shards, each after {@code toStep}
   * @throws DivergedException if the loss of one is no number or far above that of guessing
   */
  List<Snapshot> train(Snapshot from, int toStep);

  /**
   * Validates.
   *
   * @param weights in the order of {@link Snapshot#parameters}
   * @return the share of the validation images that they classify right, in [0, 1]
   */
  double accuracy(float[] weights);
}
