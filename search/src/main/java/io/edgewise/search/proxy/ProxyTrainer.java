package io.edgewise.search.proxy;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.network.BlockNetwork;

/**
 * Trains one network on one core and counts what it answers to the validation images.
 *
 * <p>The result is a function of the arguments, but for the time limit: the same network, data,
 * recipe and seed give the same answers whatever else runs in the JVM, and wherever the training
 * paused. Safe to call from several threads at once.
 */
public interface ProxyTrainer {

  /**
   * Trains from scratch to the end of the recipe.
   *
   * @param network a proxy whose input channels and classes are the data's; its resolution may
   *     differ, images are then resized
   * @param seed of initial weights, shuffling and augmentation
   * @return the answers, or the reason why there is none; never {@link TrainingOutcome.Paused}
   */
  default TrainingOutcome train(
      BlockNetwork network, DataSplit data, TrainingRecipe recipe, long seed) {
    return train(network, data, recipe, seed, TrainingState.START, recipe.epochs());
  }

  /**
   * Trains on until so many epochs of the recipe are done. The schedule is that of the whole
   * recipe: trained in stretches or in one go, a network comes out the same.
   *
   * @param from where an earlier stretch of the same training paused, or {@link
   *     TrainingState#START}
   * @param toEpoch above {@code from.epochs()}, at most the recipe's
   * @return {@link TrainingOutcome.Paused} if the recipe goes on after that epoch
   */
  TrainingOutcome train(
      BlockNetwork network,
      DataSplit data,
      TrainingRecipe recipe,
      long seed,
      TrainingState from,
      int toEpoch);
}
