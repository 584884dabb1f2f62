package io.edgewise.jobs.config;

import io.edgewise.search.training.FullRecipe;
import io.edgewise.sim.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The section {@code train}: how one network is trained to the end.
 *
 * @param resolution input height and width, pixels; empty for that of the images
 * @param recipe how it is trained
 * @param teacher whose answers it learns, if any
 * @param trainer who trains shards and averages them
 * @param workers shards that train side by side
 * @param averagingSteps steps after which shards are averaged and a checkpoint is written
 */
public record TrainSettings(
    OptionalInt resolution,
    FullRecipe recipe,
    Optional<Teacher> teacher,
    Trainer trainer,
    int workers,
    int averagingSteps) {

  /** Steps of a round where only a checkpoint ends it. */
  private static final int ALONE = 50;

  /**
   * Steps of a round that ends with an average. Shards that go apart for 50 steps lose more by
   * being averaged than they save (jobs/README.md, "train.workers").
   */
  private static final int TOGETHER = 5;

  /** A trainer says whose code trains shards on Spark and averages them. */
  public enum Trainer {
    EDGEWISE,
    DL4J_SPARK
  }

  /**
   * A network that another learns from.
   *
   * @param folder that a full training filled
   * @param temperature by which logits are divided
   * @param weight of its answers in the loss, in (0, 1]
   */
  public record Teacher(Path folder, double temperature, double weight) {}

  static TrainSettings read(Settings train) {
    int workers = train.integer("workers", 1, 1024);
    return new TrainSettings(
        train.integerUnless("resolution", "auto", 16, 1024),
        recipe(train),
        teacher(train),
        train.choice("trainer", Trainer.class),
        workers,
        train
            .integerUnless("averaging-steps", "auto", 1, 1_000_000)
            .orElse(workers > 1 ? TOGETHER : ALONE));
  }

  private static Optional<Teacher> teacher(Settings train) {
    double temperature = train.number("temperature", 0.1, 100);
    double weight = train.number("teacher-weight", 0.01, 1);
    return train.has("teacher")
        ? Optional.of(new Teacher(Path.of(train.location("teacher")), temperature, weight))
        : Optional.empty();
  }

  private static FullRecipe recipe(Settings train) {
    return new FullRecipe(
        train.integer("epochs", 1, 10_000),
        train.integer("batch-size", 1, 65_536),
        train.number("learning-rate", 1e-8, 100),
        train.integer("warm-up", 0, 10_000),
        train.number("weight-decay", 0, 10),
        train.number("label-smoothing", 0, 0.99),
        train.flag("augment"),
        train.number("cutout", 0, 1),
        train.numberUnless("mixup", "none", 0.01, 1).orElse(0),
        train.numberUnless("weight-average", "none", 0.5, 0.99999).orElse(0));
  }
}
