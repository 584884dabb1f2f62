package io.edgewise.jobs;

import io.edgewise.search.benchmark.Interval;
import io.edgewise.search.benchmark.TabularSpace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Tells how many trainings one search for three accelerators needs to reach, on each, the
 * hypervolume of a search of its own with a third as many: measured latencies of HW-NAS-Bench,
 * accuracies of NAS-Bench-201.
 *
 * <p>{@code run.sh SeveralAccelerators ACCURACY.csv DEVICES.csv [SEEDS [TRAININGS]]}; the last are
 * 30 and 150.
 */
public final class SeveralAccelerators {

  private static final List<String> DEVICES =
      List.of("edgegpu_latency_ms", "raspi4_latency_ms", "pixel3_latency_ms");

  private SeveralAccelerators() {}

  public static void main(String[] args) throws Exception {
    int seeds = args.length > 2 ? Integer.parseInt(args[2]) : 30;
    int trainings = args.length > 3 ? Integer.parseInt(args[3]) : 150;
    Path joined = JoinedTable.write(Path.of(args[0]), Path.of(args[1]), DEVICES);
    joined.toFile().deleteOnExit();
    JointSearch search =
        new JointSearch(
            joined, TabularSpace.nasBench201(), "cifar10_val_acc", DEVICES, 4, 2000);
    double[][] ratios =
        IntStream.range(0, seeds)
            .parallel()
            .mapToObj(seed -> search.ratios(seed, trainings))
            .toArray(double[][]::new);
    System.out.printf(
        Locale.ROOT,
        "%d seeds; trainings of one search for %d accelerators over the %d of a search for each:%n",
        seeds,
        DEVICES.size(),
        trainings);
    for (int i = 0; i < DEVICES.size(); i++) {
      int device = i;
      tell(DEVICES.get(i), Arrays.stream(ratios).mapToDouble(r -> r[device]).toArray());
    }
    tell(
        "all of them",
        Arrays.stream(ratios).mapToDouble(r -> Arrays.stream(r).max().orElseThrow()).toArray());
  }

  private static void tell(String what, double[] ratios) {
    Interval interval = Interval.of(ratios);
    System.out.printf(
        Locale.ROOT,
        "%-20s median %.2f [%.2f, %.2f], most %.2f; within 1.1 in %d of %d%n",
        what,
        interval.median(),
        interval.low(),
        interval.high(),
        Arrays.stream(ratios).max().orElseThrow(),
        Arrays.stream(ratios).filter(ratio -> ratio <= 1.1).count(),
        ratios.length);
  }
}
