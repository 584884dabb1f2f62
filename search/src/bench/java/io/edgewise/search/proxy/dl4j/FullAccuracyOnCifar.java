package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.training.FullRecipe;
import io.edgewise.search.training.Objective;
import io.edgewise.search.training.Snapshot;
import io.edgewise.search.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Trains the network of {@link AccuracyOnCifar} to the end, by the defaults of {@code train}, and
 * writes the line {@code accuracy A} of the averaged weights with exact statistics, in per cent:
 * the side of Edgewise in {@code against-pytorch-accuracy.sh FOLDER full}.
 *
 * <p>Arguments: folder of the files, epochs, seed.
 */
final class FullAccuracyOnCifar {

  private static final int STATISTICS_IMAGES = 5000;

  private FullAccuracyOnCifar() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    ImageSet images = AccuracyOnCifar.read(folder, "data_batch_1.bin");
    FullRecipe recipe =
        new FullRecipe(Integer.parseInt(arguments[1]), 64, 0.003, 2, 0.02, 0.1, true, 0, 0, 0.998);
    TrainingPlan plan = new TrainingPlan(recipe, images.size(), 1, Long.parseLong(arguments[2]));
    Snapshot trained = train(images, plan);
    try (FullNetwork network = new FullNetwork(AccuracyOnCifar.network(), plan.batch())) {
      float[] weights =
          network.withStatisticsOf(
              trained.average(), images.slice(0, Math.min(STATISTICS_IMAGES, images.size())));
      System.out.printf(
          Locale.ROOT,
          "accuracy %.2f%n",
          100 * network.accuracy(weights, AccuracyOnCifar.read(folder, "test_batch.bin")));
    }
  }

  private static Snapshot train(ImageSet images, TrainingPlan plan) {
    try (ShardTraining training =
        new ShardTraining(AccuracyOnCifar.network(), images, plan, 0, new Objective.Labels())) {
      Snapshot at = training.start();
      while (at.step() < plan.steps()) {
        at = training.train(at.withoutLoss(), plan.endOfEpoch(at.step()));
        System.err.println("loss " + at.lossSum() / plan.stepsAnEpoch());
      }
      return at;
    }
  }
}
