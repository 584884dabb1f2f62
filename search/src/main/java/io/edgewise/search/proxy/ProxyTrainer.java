package io.edgewise.search.proxy;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.lowering.BlockNetwork;

/**
 * Trains one network on one core and tells how accurate it is.
 *
 * <p>The result is a function of the arguments: the same network, data, recipe and seed give the
 * same accuracy whatever else runs in the JVM. Safe to call from several threads at once.
 */
public interface ProxyTrainer {

  /**
   * Trains from scratch.
   *
   * @param network a proxy whose input channels and classes are the data's; its resolution may
   *     differ, images are then resized
   * @param seed of initial weights, shuffling and augmentation
   * @return the accuracy, or the reason why there is none
   */
  TrainingOutcome train(BlockNetwork network, DataSplit data, TrainingRecipe recipe, long seed);
}
