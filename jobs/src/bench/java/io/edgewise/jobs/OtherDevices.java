package io.edgewise.jobs;

import com.typesafe.config.Config;
import io.edgewise.search.table.CsvRow;
import io.edgewise.search.table.CsvTable;
import io.edgewise.sim.calibration.Accuracy;
import io.edgewise.sim.calibration.Calibration;
import io.edgewise.sim.calibration.Calibrator;
import io.edgewise.sim.calibration.ToldNumber;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.networks.Networks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Devices that are no Edge TPU, as HW-NAS-Bench measured NAS-Bench-201 networks on them. Those
 * networks count of which every operation lies on a way from input to output: what the others run
 * of branches that come to nothing, a network's name does not tell. Each file is fitted to every
 * third of them; prints its mean error on the rest, beside that of a line through their
 * multiply-accumulates, and with a third argument what a fit to that third makes of the file.
 *
 * <pre>
 * jobs/src/bench/run.sh OtherDevices ../shared/data/edgetpu [fit]
 * </pre>
 */
public final class OtherDevices {

  private static final Map<String, String> COLUMNS =
      new TreeMap<>(
          Map.of(
              "raspberry-pi-4", "raspi4_latency_ms", "edge-gpu-hwnasbench", "edgegpu_latency_ms"));

  private static final Pattern EDGE = Pattern.compile("(\\w+)~(\\d)");

  private OtherDevices() {}

  public static void main(String[] args) {
    List<CsvRow> rows =
        CsvTable.read(Path.of(args[0], "hwnasbench_other_devices.csv")).rows().stream()
            .filter(row -> isWhole(row.text("network")))
            .toList();
    COLUMNS.forEach(
        (device, column) -> {
          report(device, column, rows);
          if (args.length > 1) {
            fit(device, column, rows);
          }
        });
  }

  private static void report(String device, String column, List<CsvRow> rows) {
    List<CsvRow> rest = part(rows, false);
    double[] measured = measured(rest, column);
    Config file = AcceleratorFile.settings(device);
    Accuracy accuracy = Accuracy.of(HiddenChip.latencies(file, names(rest)), measured);
    SimpleRegression line = new SimpleRegression();
    List<CsvRow> third = part(rows, true);
    third.forEach(row -> line.addData(macs(row), row.positive(column)));
    double[] counted = rest.stream().mapToDouble(row -> line.predict(macs(row))).toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.2f %%, %.4f | a line through MACs %.2f %% |%n",
        device,
        rest.size(),
        accuracy.mapePercent(),
        accuracy.spearman(),
        Accuracy.of(counted, measured).mapePercent());
  }

  private static void fit(String device, String column, List<CsvRow> rows) {
    List<CsvRow> third = part(rows, true);
    Calibration fitted =
        Calibrator.choosing(device, AcceleratorFile.settings(device))
            .run(names(third), HiddenChip.predictor(names(third)), measured(third, column));
    System.out.println(fitted.before() + "\n" + fitted.after() + "\n" + fitted.crossValidated());
    System.out.println(fitted.uncertainty(measured(third, column)));
    for (ToldNumber number : fitted.numbers()) {
      System.out.printf(
          Locale.ROOT,
          "%s = %s [%.4g, %.4g] was %s %s%n",
          number.key(),
          number.value(),
          number.low(),
          number.high(),
          number.before(),
          number.verdict());
    }
  }

  private static List<CsvRow> part(List<CsvRow> rows, boolean third) {
    return IntStream.range(0, rows.size())
        .filter(i -> i % 3 == 0 == third)
        .mapToObj(rows::get)
        .toList();
  }

  private static List<String> names(List<CsvRow> rows) {
    return rows.stream().map(row -> row.text("network")).toList();
  }

  private static double[] measured(List<CsvRow> rows, String column) {
    return rows.stream().mapToDouble(row -> row.positive(column)).toArray();
  }

  private static double macs(CsvRow row) {
    return Networks.find(row.text("network")).macs();
  }

  /** Tells whether each operation but "none" lies on a way from the first node to the last. */
  private static boolean isWhole(String network) {
    List<int[]> edges = new ArrayList<>();
    String[] nodes = network.substring("nb201:".length()).split("@")[0].split("\\+");
    for (int to = 1; to <= nodes.length; to++) {
      Matcher edge = EDGE.matcher(nodes[to - 1]);
      while (edge.find()) {
        if (!edge.group(1).equals("none")) {
          edges.add(new int[] {Integer.parseInt(edge.group(2)), to});
        }
      }
    }
    boolean[] from = reached(edges, 0, 1);
    boolean[] back = reached(edges, nodes.length, 0);
    return from[nodes.length] && edges.stream().allMatch(edge -> from[edge[0]] && back[edge[1]]);
  }

  /** Nodes that are reached from one, along edges or, to end 0, against them. */
  private static boolean[] reached(List<int[]> edges, int start, int end) {
    boolean[] reached = new boolean[4];
    reached[start] = true;
    for (int pass = 0; pass < reached.length; pass++) {
      edges.forEach(edge -> reached[edge[end]] |= reached[edge[1 - end]]);
    }
    return reached;
  }
}
