package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.Images;
import io.edgewise.search.training.FullRecipe;
import io.edgewise.search.training.Objective;
import io.edgewise.search.training.Objective.Distillation;
import io.edgewise.search.training.TrainingPlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The batches of the shards of a full training, one a step: augmented, blended, and answered by the
 * teacher if there is one. A batch is a function of the plan, the shard and the step. It holds one
 * at a time.
 */
public final class ShardBatches implements AutoCloseable {

  private final TrainingPlan plan;
  private final ImageBatches batches;
  private final Optional<Teacher> teacher;
  private int epoch = -1;
  private int shard = -1;
  private int[] order = new int[0];

  /**
   * @param images all training images, square ones of the network's resolution
   */
  public ShardBatches(Images images, TrainingPlan plan, Objective objective) {
    FullNetwork.prepare();
    this.plan = plan;
    this.batches =
        new ImageBatches(
            images,
            Normalisation.centred(images.channels()),
            Layers.FAST,
            plan.batch(),
            plan.recipe().labelSmoothing());
    this.teacher =
        objective instanceof Distillation taught
            ? Optional.of(new Teacher(taught, plan.batch()))
            : Optional.empty();
  }

  /**
   * Makes the batch of a step; the one before it is gone.
   *
   * @param ofShard which of the plan's, from 0
   */
  public void fill(int ofShard, int step) {
    if (plan.epochOf(step) != epoch || ofShard != shard) {
      epoch = plan.epochOf(step);
      shard = ofShard;
      order = plan.order(epoch, shard);
    }
    int from = (step - epoch * plan.stepsAnEpoch()) * plan.batch();
    batches.fill(order, from, from + plan.batch(), augmentation(step));
    if (plan.recipe().mixup() > 0) {
      new Mixup(plan.recipe().mixup(), plan.mixupSeed(shard, step))
          .apply(batches.inputs(), batches.labels());
    }
  }

  private @Nullable Augmentation augmentation(int step) {
    FullRecipe recipe = plan.recipe();
    return recipe.augment() || recipe.cutout() > 0
        ? new Augmentation(recipe.augment(), recipe.cutout(), plan.augmentationSeed(shard, step))
        : null;
  }

  /** The images, {@code [N, H, W, C]}. */
  public INDArray inputs() {
    return batches.inputs();
  }

  /** The labels, {@code [N, classes]}; with a teacher, its answers lie beside them. */
  public INDArray labels() {
    return teacher.isPresent()
        ? teacher.get().beside(batches.labels(), batches.inputs())
        : batches.labels();
  }

  @Override
  public void close() {
    teacher.ifPresent(Teacher::close);
    batches.close();
  }
}
