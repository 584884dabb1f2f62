package io.edgewise.search.training;

import io.edgewise.search.seed.Seeds;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A plan says which images every step of every shard sees, and where its random numbers come from:
 * a function of these values and of nothing else.
 *
 * @param recipe how the network is trained
 * @param images training images there are, at least one a shard
 * @param shards how many train side by side; a step is one batch of each
 * @param seed of initial weights, order and augmentation
 */
public record TrainingPlan(FullRecipe recipe, int images, int shards, long seed)
    implements Serializable {

  // Streams of the seed.
  private static final int WEIGHTS = 0;
  private static final int ORDER = 1;
  private static final int AUGMENTATION = 2;
  private static final int MIXUP = 3;

  public TrainingPlan {
    if (shards < 1 || images < shards) {
      throw new IllegalArgumentException(
          shards + " shards of " + images + " images: allowed is 1 to an image each");
    }
  }

  /**
   * The peak of the learning rate: the recipe's, times the number of shards. A step moves each
   * shard's weights as far as one of a single training, but there are as many times fewer of them
   * to an epoch, and the average of the shards has as many times less noise (the linear scaling of
   * arXiv 1706.02677, section 2.1).
   */
  public double learningRate() {
    return recipe.learningRate() * shards;
  }

  /**
   * The share that a step keeps of any moving average: that of a single training to the power of
   * the number of shards, so that it reaches back over as many images (arXiv 2205.10287 has it of
   * Adam's moments, arXiv 2307.13813 of averaged weights).
   *
   * @param alone the share that a step of a single training keeps, in [0, 1)
   */
  public double kept(double alone) {
    return Math.pow(alone, shards);
  }

  /** Images of one shard's step. */
  public int batch() {
    return Math.min(recipe.batchSize(), images / shards);
  }

  /** Steps of an epoch; the images that are left over are others in every epoch. */
  public int stepsAnEpoch() {
    return images / shards / batch();
  }

  /** Steps of the whole training. */
  public int steps() {
    return Math.multiplyExact(recipe.epochs(), stepsAnEpoch());
  }

  /** Steps in which the learning rate rises. */
  public int warmUpSteps() {
    return Math.min(recipe.warmUp() * stepsAnEpoch(), steps() - 1);
  }

  /** The epoch that a step belongs to, both from 0. */
  public int epochOf(int step) {
    return step / stepsAnEpoch();
  }

  /** Returns after which step the epoch ends that a step belongs to. */
  public int endOfEpoch(int step) {
    return (epochOf(step) + 1) * stepsAnEpoch();
  }

  /** The images of a shard in an epoch, in order: all are shuffled, then dealt in equal parts. */
  public int[] order(int epoch, int shard) {
    int[] order = Shuffle.of(images, new SplittableRandom(stream(ORDER, 0, epoch)));
    int each = images / shards;
    return Arrays.copyOfRange(order, shard * each, (shard + 1) * each);
  }

  /** Seed of the initial weights. */
  public long weightsSeed() {
    return stream(WEIGHTS, 0, 0);
  }

  /** Seed of the augmentation of a shard's step. */
  public long augmentationSeed(int shard, int step) {
    return stream(AUGMENTATION, shard, step);
  }

  /** Seed of the mixing of a shard's step. */
  public long mixupSeed(int shard, int step) {
    return stream(MIXUP, shard, step);
  }

  private long stream(int kind, int shard, int index) {
    return Seeds.mix(Seeds.mix(seed, kind, shard), index, 0);
  }
}
