package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.proxy.Balance;
import io.edgewise.search.proxy.TrainingRecipe;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/**
 * This benchmark measures what the way of the images into a batch costs (decoding from 8 bits,
 * normalisation, flip, shift and cutout), beside the step that trains on it; it ends with the line
 * {@code input P}, per cent of both.
 */
final class InputShare {
  private static final int BATCH = 64;
  private static final int STEPS = 40;

  public static void main(String[] arguments) {
    new Dl4jProxyTrainer();
    SplittableRandom random = new SplittableRandom(1);
    byte[] pixels = new byte[1000 * 32 * 32 * 3];
    random.nextBytes(pixels);
    ImageSet images = new ImageSet(32, 32, 3, 10, pixels, random.ints(1000, 0, 10).toArray());
    TrainingRecipe recipe = new TrainingRecipe(1, BATCH, 1, 0.1, true, 0.5, 1, 1, Balance.NONE);
    Augmentation augmentation = new Augmentation(recipe, 1);
    int[] order = IntStream.range(0, 1000).toArray();
    ComputationGraph network = ReferenceNetworks.create("fused", new Adam(1e-3), 1);
    try (ImageBatches batches =
        new ImageBatches(images, Normalisation.of(images), Layers.FAST, BATCH, 0.1)) {
      long input = 0;
      long both = 0;
      for (int step = 0; step < 2 * STEPS; step++) {
        int from = random.nextInt(1000 - BATCH);
        long start = System.nanoTime();
        batches.fill(order, from, from + BATCH, augmentation);
        long filled = System.nanoTime();
        network.fit(new INDArray[] {batches.inputs()}, new INDArray[] {batches.labels()});
        if (step >= STEPS) { // the first half is for the JIT compiler
          input += filled - start;
          both += System.nanoTime() - start;
        }
      }
      System.out.printf(Locale.ROOT, "input %.2f%n", 100.0 * input / both);
    }
  }
}
