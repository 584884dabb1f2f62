package io.edgewise.search.proxy;

import java.io.Serializable;

/**
 * A recipe tells how a proxy is trained.
 *
 * @param epochs passes over the training examples, at least 1
 * @param batchSize images a step
 * @param learningRate peak of the cosine schedule
 * @param labelSmoothing in [0, 1)
 * @param augment random horizontal flip and shift of the training images
 * @param cutout side of the square that is blanked in every training image, as a share of the
 *     image's side; 0 for none (DeVries and Taylor, arXiv 1708.04552)
 * @param patience epochs in a row without a lower mean training loss (by {@link
 *     LearningCurve#LEAST_GAIN}) after which a training ends; {@link Integer#MAX_VALUE} for none
 * @param timeLimitMillis training stops with {@link TrainingOutcome.StopReason#TIMED_OUT} when it
 *     has run this long
 * @param balance what is done about classes of unequal size
 */
public record TrainingRecipe(
    int epochs,
    int batchSize,
    double learningRate,
    double labelSmoothing,
    boolean augment,
    double cutout,
    int patience,
    long timeLimitMillis,
    Balance balance)
    implements Serializable {

  /** A recipe without cutout and balance that trains all its epochs. */
  public TrainingRecipe(
      int epochs,
      int batchSize,
      double learningRate,
      double labelSmoothing,
      boolean augment,
      long timeLimitMillis) {
    this(
        epochs,
        batchSize,
        learningRate,
        labelSmoothing,
        augment,
        0,
        Integer.MAX_VALUE,
        timeLimitMillis,
        Balance.NONE);
  }

  /**
   * The balance on such classes, which is not {@link Balance#AUTO}; that of a batch of one image,
   * which has none to be weighed against, is no {@link Balance#WEIGHTS} either.
   *
   * @param classCounts training images of each class
   */
  public Balance balanceOn(int[] classCounts) {
    Balance resolved = balance.on(classCounts);
    return resolved == Balance.WEIGHTS && batchSize == 1 ? Balance.SAMPLING : resolved;
  }

  /**
   * The same for another number of epochs: a longer or shorter schedule, not a pause in it. The
   * time limit grows with them.
   */
  public TrainingRecipe withEpochs(int other) {
    return new TrainingRecipe(
        other,
        batchSize,
        learningRate,
        labelSmoothing,
        augment,
        cutout,
        patience,
        other <= epochs ? timeLimitMillis : timeLimitMillis / epochs * other,
        balance);
  }

  /** Returns the images of a step where there are so many: no step has more than there are. */
  public int batchOf(int images) {
    return Math.min(batchSize, images);
  }

  /** Returns the steps of an epoch over so many images; the last ones that fill no step are out. */
  public int stepsAnEpoch(int images) {
    return images / batchOf(images);
  }
}
