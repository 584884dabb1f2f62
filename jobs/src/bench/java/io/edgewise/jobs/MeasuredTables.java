package io.edgewise.jobs;

import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.search.table.CsvRow;
import io.edgewise.search.table.CsvTable;
import io.edgewise.sim.workload.LayerGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The measured tables of the folder {@code edgetpu} as the simulator's truth programs take them.
 */
final class MeasuredTables {

  /**
   * A table of latencies that were measured behind one host.
   *
   * @param name names it in reports
   * @param accelerator the built-in accelerator that stands for chip and host
   */
  record Table(String name, String accelerator, List<Row> rows) {}

  /**
   * One measured network.
   *
   * @param repeated each measurement, ms; at least one
   */
  record Row(LayerGraph network, List<Double> repeated) {

    /** The median of the measurements. */
    double millis() {
      return median(repeated);
    }
  }

  private final Path folder;

  MeasuredTables(Path folder) {
    this.folder = folder;
  }

  Table nasBench(String name, String file) {
    return table(name, "coral-nasbench201", file, row -> true, row -> row.text("network"));
  }

  Table published(String setup, String accelerator) {
    return table(
        "published, " + setup,
        accelerator,
        "published_latency.csv",
        row -> row.text("setup").equals(setup),
        row -> row.text("network"));
  }

  /** Chains of convolutions of at least 100 channels, below which the measurements are noise. */
  Table convolutions(boolean spilled) {
    return table(
        spilled ? "PCIe chains of convolutions, spilled" : "PCIe chains of convolutions, cached",
        "coral-pcie",
        "coral_pcie_conv_chains.csv",
        row -> row.whole("filters", 1, 10_000) >= 100 && spills(row) == spilled,
        row -> "chain:conv3x3:" + row.text("filters") + "x" + row.text("layers") + "@64");
  }

  Table dense(boolean spilled) {
    return table(
        spilled ? "PCIe dense chains, streaming" : "PCIe dense chains, cached",
        "coral-pcie",
        "coral_pcie_dense_chains.csv",
        row -> spills(row) == spilled,
        row ->
            "chain:dense:"
                + row.text("neurons")
                + "x"
                + row.text("hidden_layers")
                + "@"
                + row.text("inputs")
                + ":"
                + row.text("outputs"));
  }

  /** Single networks behind a host. */
  Table host(String host, String accelerator) {
    return table(
        host,
        accelerator,
        "coral_hosts.csv",
        row -> row.text("host").equals(host) && row.text("measured").equals("inference"),
        row -> row.text("network"));
  }

  /**
   * A measured round of networks that share a chip.
   *
   * @param together whether they were compiled together
   */
  record MeasuredRound(List<LayerGraph> networks, boolean together, double millis) {}

  /** The rounds of pairs of networks behind a host. */
  List<MeasuredRound> rounds(String host) {
    Path file = folder.resolve("coral_hosts.csv");
    if (!Files.exists(file)) {
      return List.of();
    }
    NetworkFinder finder = NetworkFinder.beside(file);
    List<MeasuredRound> rounds = new ArrayList<>();
    for (CsvRow row : CsvTable.read(file).rows()) {
      if (row.text("host").equals(host) && row.text("measured").startsWith("pair_")) {
        List<LayerGraph> networks =
            Arrays.stream(row.text("network").split("\\+")).map(finder::find).toList();
        boolean together = row.text("measured").equals("pair_cocompiled");
        rounds.add(new MeasuredRound(networks, together, row.positive("latency_ms")));
      }
    }
    return rounds;
  }

  /** Networks at a clock of the USB Accelerator. */
  Table clock(String clock, String accelerator) {
    return table(
        clock,
        accelerator,
        "coral_usb_clock.csv",
        row -> row.text("clock").equals(clock),
        row -> row.text("network"));
  }

  private static boolean spills(CsvRow row) {
    return row.nonNegative("off_chip_mib") > 0;
  }

  private Table table(
      String name,
      String accelerator,
      String file,
      Function<CsvRow, Boolean> chosen,
      Function<CsvRow, String> network) {
    Map<String, List<Double>> measured = new TreeMap<>();
    if (Files.exists(folder.resolve(file))) {
      for (CsvRow row : CsvTable.read(folder.resolve(file)).rows()) {
        if (chosen.apply(row)) {
          measured
              .computeIfAbsent(network.apply(row), n -> new ArrayList<>())
              .add(row.positive("latency_ms"));
        }
      }
    }
    NetworkFinder finder = NetworkFinder.beside(folder.resolve(file));
    List<Row> rows = new ArrayList<>();
    measured.forEach((n, millis) -> rows.add(new Row(finder.find(n), millis)));
    return new Table(name, accelerator, rows);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[half]
        : Arrays.stream(sorted, half - 1, half + 1).average().orElseThrow();
  }
}
