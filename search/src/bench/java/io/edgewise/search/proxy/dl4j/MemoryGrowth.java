package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockBody;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.proxy.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Trains 500 different networks one after another in one JVM and ends with the line {@code growth
 * P}: per cent that the resident memory grew by after the first 50. The heap is bounded and may
 * fill at any time: touched from the start ({@code -Xms512m -Xmx512m -XX:+AlwaysPreTouch}), what
 * grows is what lies outside of it.
 */
final class MemoryGrowth {
  private static final int CANDIDATES = 500;
  private static final int SETTLED = 50;
  private static final int PAGE = 4096;

  public static void main(String[] arguments) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    DataSplit data = new DataSplit(noise(256, random), noise(64, random));
    TrainingRecipe recipe = new TrainingRecipe(1, 64, 1e-3, 0.1, true, 600_000);
    Dl4jProxyTrainer trainer = new Dl4jProxyTrainer();
    long settled = 0;
    for (int i = 1; i <= CANDIDATES; i++) {
      trainer.train(network(random), data, recipe, i);
      if (i == SETTLED) {
        settled = residentBytes();
      }
      if (i % SETTLED == 0) {
        System.out.printf(
            Locale.ROOT, "%3d candidates, %d MB resident%n", i, residentBytes() >> 20);
      }
    }
    System.out.printf(Locale.ROOT, "growth %.1f%n", 100.0 * (residentBytes() - settled) / settled);
  }

  private static ImageSet noise(int count, SplittableRandom random) {
    byte[] pixels = new byte[count * 32 * 32 * 3];
    random.nextBytes(pixels);
    int[] labels = random.ints(count, 0, 10).toArray();
    return new ImageSet(32, 32, 3, 10, pixels, labels);
  }

  private static BlockNetwork network(SplittableRandom random) {
    int width = 8 * random.nextInt(1, 4);
    int kernel = 3 + 2 * random.nextInt(3);
    int expansion = random.nextInt(1, 5);
    boolean depthwise = random.nextBoolean();
    int squeezed = depthwise && random.nextBoolean() ? width / 4 : 0;
    BlockBody body =
        depthwise ? new MBConv.Body(kernel, expansion, squeezed) : new Fused(kernel, expansion);
    return new BlockNetwork(
        32,
        3,
        10,
        new Stem(3, 2, width, Nonlinearity.SWISH),
        List.of(
            new Block(body, 1, width, width, Nonlinearity.SWISH),
            new Block(body, 2, width, 2 * width, Nonlinearity.RELU6)),
        64,
        Nonlinearity.SWISH);
  }

  private static long residentBytes() throws IOException {
    return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * PAGE;
  }
}
