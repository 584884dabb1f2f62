package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.dataset.ByteLimit;
import io.edgewise.search.dataset.CifarBinary;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingRecipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Trains a fixed network of inverted residuals on {@code data_batch_1.bin} and writes the line
 * {@code accuracy A}, of {@code test_batch.bin}, in per cent: the side of Edgewise in
 * against-pytorch-accuracy.sh. The network and the recipe are those of pytorch/accuracy.py.
 *
 * <p>Arguments: folder of the files, epochs, seed.
 */
final class AccuracyOnCifar {

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    DataSplit data =
        new DataSplit(read(folder, "data_batch_1.bin"), read(folder, "test_batch.bin"));
    TrainingRecipe recipe =
        new TrainingRecipe(Integer.parseInt(arguments[1]), 64, 3e-3, 0.1, true, Long.MAX_VALUE);
    TrainingOutcome outcome =
        new Dl4jProxyTrainer().train(network(), data, recipe, Long.parseLong(arguments[2]));
    if (outcome instanceof TrainingOutcome.Trained trained) {
      System.err.println("losses " + trained.epochLosses());
      System.out.printf(
          Locale.ROOT,
          "accuracy %.2f%n",
          100 * trained.score().estimate(AccuracyMetric.TOP_1).value());
    } else {
      throw new IllegalStateException(outcome.toString());
    }
  }

  static ImageSet read(Path folder, String name) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      return CifarBinary.read(name, in, new ByteLimit("bytes", 1L << 30));
    }
  }

  static BlockNetwork network() {
    return new BlockNetwork(
        32,
        3,
        10,
        new Stem(3, 2, 16, Nonlinearity.SWISH),
        List.of(
            inverted(16, 3, 1, 16),
            inverted(16, 3, 2, 24),
            inverted(24, 5, 1, 24),
            inverted(24, 3, 2, 40),
            inverted(40, 3, 1, 40)),
        64,
        Nonlinearity.SWISH);
  }

  private static Block inverted(int in, int kernel, int stride, int out) {
    return new Block(new MBConv.Body(kernel, 4, in / 4), stride, in, out, Nonlinearity.SWISH);
  }
}
