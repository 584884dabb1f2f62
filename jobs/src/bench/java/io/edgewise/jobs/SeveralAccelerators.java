package io.edgewise.jobs;

import io.edgewise.search.benchmark.Interval;
import io.edgewise.search.benchmark.TabularSpace;
import java.nio.file.Path;
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
        new JointSearch(joined, TabularSpace.nasBench201(), "cifar10_val_acc", DEVICES, 4, 2000);
    List<List<JointSearch.Ratio>> ratios =
        IntStream.range(0, seeds)
            .parallel()
            .mapToObj(seed -> search.ratios(seed, trainings))
            .toList();
    System.out.printf(
        Locale.ROOT,
        "%d seeds; trainings of one search for %d accelerators over the %d of a search for each:%n",
        seeds,
        DEVICES.size(),
        trainings);
    for (int i = 0; i < DEVICES.size(); i++) {
      int device = i;
      tell(DEVICES.get(i), ratios.stream().map(r -> r.get(device)).toList());
    }
  }

  private static void tell(String device, List<JointSearch.Ratio> ratios) {
    Interval trainings =
        Interval.of(ratios.stream().mapToDouble(JointSearch.Ratio::trainings).toArray());
    System.out.printf(
        Locale.ROOT,
        "%-20s median %.2f [%.2f, %.2f], within 1.1 in %d of %d;"
            + " hypervolume at 1.1 over its own: median %.4f, least %.4f%n",
        device,
        trainings.median(),
        trainings.low(),
        trainings.high(),
        ratios.stream().filter(ratio -> ratio.trainings() <= 1.1).count(),
        ratios.size(),
        Interval.of(ratios.stream().mapToDouble(JointSearch.Ratio::hypervolume).toArray()).median(),
        ratios.stream().mapToDouble(JointSearch.Ratio::hypervolume).min().orElseThrow());
  }
}
