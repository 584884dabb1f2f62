package io.edgewise.search.proxy.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Images a second of one training alone and of two side by side in one JVM, in turns; ends with the
 * line {@code ratio R}: both together over one alone.
 *
 * <p>In the same turns two threads of plain arithmetic in a first-level cache are held against one:
 * {@code machine R} is what the machine itself gains from its second core, which on a shared or
 * frequency-limited one is less than 2.
 */
final class SideBySide {
  private static final int BATCH = 64;
  private static final int TURNS = 9;

  /** Steps of about the same time for one round. */
  private static final int STEPS = 25;

  private static final int LOOPS = 12_000_000;

  private static double imagesASecond(List<ComputationGraph> networks, ExecutorService pool)
      throws Exception {
    INDArray images = Nd4j.randn(DataType.FLOAT, BATCH, 32, 32, 3);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 10);
    for (int i = 0; i < BATCH; i++) {
      labels.putScalar(i, i % 10, 1);
    }
    long start = System.nanoTime();
    List<Future<?>> trainings = new ArrayList<>();
    for (ComputationGraph network : networks) {
      trainings.add(
          pool.submit(
              () -> {
                for (int i = 0; i < STEPS; i++) {
                  network.fit(new INDArray[] {images}, new INDArray[] {labels});
                }
              }));
    }
    for (Future<?> training : trainings) {
      training.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return networks.size() * STEPS * BATCH / seconds;
  }

  private static volatile float sink;

  /** Seconds that so many threads take for the same arithmetic each. */
  private static double arithmetic(int threads, ExecutorService pool) throws Exception {
    long start = System.nanoTime();
    List<Future<?>> loops = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      loops.add(
          pool.submit(
              () -> {
                float[] values = new float[2048];
                for (int i = 0; i < LOOPS; i++) {
                  multiplyAdd(values);
                }
                sink = values[7];
              }));
    }
    for (Future<?> loop : loops) {
      loop.get();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void multiplyAdd(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.fma(values[i], 0.999f, 1f);
    }
  }

  public static void main(String[] arguments) throws Exception {
    new Dl4jProxyTrainer();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    ComputationGraph first = ReferenceNetworks.create("fused", new Adam(1e-3), 1);
    ComputationGraph second = ReferenceNetworks.create("fused", new Adam(1e-3), 2);
    for (int i = 0;
        i < 8;
        i++) { // until the JIT compiler, which needs a core too, has done its work
      imagesASecond(List.of(first, second), pool);
      arithmetic(2, pool);
    }
    double[] alone = new double[TURNS];
    double[] together = new double[TURNS];
    double[] machine = new double[TURNS];
    for (int turn = 0; turn < TURNS; turn++) {
      alone[turn] = imagesASecond(List.of(first), pool);
      together[turn] = imagesASecond(List.of(first, second), pool);
      machine[turn] = 2 * arithmetic(1, pool) / arithmetic(2, pool);
    }
    pool.shutdown();
    Arrays.sort(alone);
    Arrays.sort(together);
    Arrays.sort(machine);
    System.out.printf(Locale.ROOT, "machine %.2f%n", machine[TURNS / 2]);
    System.out.printf(
        Locale.ROOT,
        "alone %.1f images/s, two together %.1f images/s%nratio %.2f%n",
        alone[TURNS / 2],
        together[TURNS / 2],
        together[TURNS / 2] / alone[TURNS / 2]);
  }
}
