package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.edgewise.search.benchmark.TabularSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small {@code jobs/src/bench/java} SeveralAccelerators; the numbers are of fixed seeds. */
class JointSearchTest {

  private static final Path ACCURACY = Path.of("../../shared/data/nasbench201/accuracy.csv");
  private static final Path DEVICES =
      Path.of("../../shared/data/edgetpu/hwnasbench_other_devices.csv");

  @TempDir private Path folder;

  @Test
  void oneSearchReachesWhatThreeDoWithNoMoreTrainings() throws IOException {
    JointSearch search =
        new JointSearch(grid(), space(), "acc", List.of("like_a", "like_b", "like_both"), 2, 100);
    assertThat(median(search, 5, 36)).allSatisfy(ratio -> assertThat(ratio).isLessThan(1.1));
  }

  @Test
  void alsoOnMeasuredLatencies() throws IOException {
    assumeThat(ACCURACY).exists();
    assumeThat(DEVICES).exists();
    List<String> devices = List.of("edgegpu_latency_ms", "raspi4_latency_ms", "pixel3_latency_ms");
    Path joined = JoinedTable.write(ACCURACY, DEVICES, devices);
    JointSearch search =
        new JointSearch(joined, TabularSpace.nasBench201(), "cifar10_val_acc", devices, 4, 500);
    Files.delete(joined);
    assertThat(median(search, 3, 60)).allSatisfy(ratio -> assertThat(ratio).isLessThan(1.1));
  }

  /** The median over seeds on each accelerator. */
  private static List<Double> median(JointSearch search, int seeds, int trainings) {
    List<List<JointSearch.Ratio>> ratios =
        IntStream.range(0, seeds).mapToObj(seed -> search.ratios(seed, trainings)).toList();
    return IntStream.range(0, search.accelerators().size())
        .mapToObj(
            i ->
                ratios.stream()
                    .mapToDouble(r -> r.get(i).trainings())
                    .sorted()
                    .toArray()[seeds / 2])
        .toList();
  }

  /** Accuracy rises with a and b; each of the accelerators has another idea of what that costs. */
  private Path grid() throws IOException {
    StringBuilder csv = new StringBuilder("arch,acc,like_a,like_b,like_both\n");
    for (int a = 0; a < 12; a++) {
      for (int b = 0; b < 12; b++) {
        double accuracy = 90 - 0.2 * (a - 11) * (a - 11) - 0.3 * (b - 11) * (b - 11);
        csv.append(
            String.join(
                    ",",
                    a + "-" + b,
                    String.valueOf(accuracy),
                    String.valueOf(1 + a + 4 * b),
                    String.valueOf(1 + 4 * a + b),
                    String.valueOf(10 + a + b + a * b))
                + "\n");
      }
    }
    return Files.writeString(folder.resolve("grid.csv"), csv);
  }

  private TabularSpace space() throws IOException {
    String options =
        Arrays.toString(IntStream.range(0, 12).mapToObj(i -> "\"" + i + "\"").toArray());
    return TabularSpace.read(
        Files.writeString(
            folder.resolve("grid.conf"),
            "name = grid\nfamily = table\npattern = \"{a}-{b}\"\ndecisions = [{ name = a, options = "
                + options
                + " }, { name = b, options = "
                + options
                + " }]"));
  }
}
