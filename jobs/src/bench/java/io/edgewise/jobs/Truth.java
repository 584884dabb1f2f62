package io.edgewise.jobs;

import io.edgewise.jobs.MeasuredTables.MeasuredRound;
import io.edgewise.jobs.MeasuredTables.Row;
import io.edgewise.jobs.MeasuredTables.Table;
import io.edgewise.jobs.measurement.Measurement;
import io.edgewise.jobs.measurement.MeasurementTable;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.jobs.prediction.Deployments;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.calibration.Accuracy;
import io.edgewise.sim.calibration.Quantity;
import io.edgewise.sim.deployment.Round;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.workload.LayerGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds the built-in accelerators against every measured table: mean error and rank correlation on
 * the rows that were fitted, on those that were not, and where the table says nothing about the
 * chip, leave-one-out or without the table at all. Markdown on standard output.
 *
 * <pre>
 * jobs/src/bench/run.sh Truth ../shared/data/edgetpu [quick]
 * </pre>
 *
 * <p>{@code quick} leaves out the fits without the 16x16 rows, which take minutes.
 */
public final class Truth {

  private static final String NOTHING = "";
  private static final String ZERO_SHOT = "16x16";

  private final Path folder;
  private final MeasuredTables tables;

  private Truth(Path folder) {
    this.folder = folder;
    this.tables = new MeasuredTables(folder);
  }

  public static void main(String[] arguments) {
    Truth truth = new Truth(Path.of(arguments[0]));
    boolean quick = arguments.length > 1 && arguments[1].equals("quick");
    truth.compiled("compiled_models.csv");
    truth.compiled("compiled_models_2.csv");
    System.out.println();
    line("table", "rows", "rows fitted", "rows not fitted", "left-out fits");
    line("---", "---:", "---:", "---:", "---:");
    truth.nasBench(quick);
    truth.published();
    truth.whole(truth.tables.convolutions(false));
    truth.whole(truth.tables.convolutions(true));
    truth.whole(truth.tables.dense(false));
    truth.whole(truth.tables.dense(true));
    truth.hosts();
    truth.rounds();
    truth.clock();
    truth.repeats();
    truth.intervals();
  }

  /** Holds the simulator against what the compiler wrote, of which nothing is fitted. */
  private void compiled(String file) {
    Path table = folder.resolve(file);
    if (!Files.exists(table)) {
      return;
    }
    MeasurementTable measured = MeasurementTable.read(table, Map.of());
    NetworkFinder finder = NetworkFinder.beside(table);
    Simulator simulator = new CycleSimulator(AcceleratorFile.find("coral-usb"));
    System.out.println(file);
    line("quantity", "networks", "exact", "within 1 %", "worst");
    line("---", "---:", "---:", "---:", "---:");
    for (Quantity quantity : measured.quantities()) {
      if (quantity != Quantity.LATENCY) {
        compared(quantity, measured.with(quantity), finder, simulator);
      }
    }
  }

  private static void compared(
      Quantity quantity, List<Measurement> rows, NetworkFinder finder, Simulator simulator) {
    int exact = 0;
    int close = 0;
    double worst = 0;
    for (Measurement row : rows) {
      Simulated result = (Simulated) simulator.simulate(finder.find(row.network()));
      double error = Accuracy.error(quantity.of(result.report()), row.of(quantity));
      exact += error == 0 ? 1 : 0;
      close += Math.abs(error) <= 0.01 ? 1 : 0;
      worst = Math.abs(error) > Math.abs(worst) ? error : worst;
    }
    line(
        quantity.column(),
        String.valueOf(rows.size()),
        String.valueOf(exact),
        String.valueOf(close),
        String.format(Locale.ROOT, "%+.2f %%", 100 * worst));
  }

  private void nasBench(boolean quick) {
    both("32x32, 10 classes", "nasbench201_latency.csv", NOTHING);
    both("32x32, 100 classes", "nasbench201_latency_32x32_100_classes.csv", NOTHING);
    String file = "nasbench201_latency_16x16_120_classes.csv";
    Table small = tables.nasBench("16x16, 120 classes", file);
    both(
        small.name(),
        file,
        quick || small.rows().isEmpty() ? NOTHING : "zero-shot " + zeroShot(small));
  }

  /** The figure on a table of which nothing was fitted. */
  private String zeroShot(Table table) {
    List<Table> others =
        JointFit.fitted(tables).stream().filter(t -> !t.name().startsWith(ZERO_SHOT)).toList();
    return figure(table, JointFit.spec(table, new JointFit(others).run()));
  }

  private void both(String name, String file, String more) {
    Table table = tables.nasBench(name, file);
    if (table.rows().isEmpty()) {
      return;
    }
    AcceleratorSpec spec = AcceleratorFile.find(table.accelerator());
    line(
        "NAS-Bench-201, " + name,
        String.valueOf(table.rows().size()),
        figure(JointFit.part(table, true), spec),
        figure(JointFit.part(table, false), spec),
        more);
  }

  /** Host and link are refitted without each network in turn; the chip's numbers have seen it. */
  private void published() {
    for (Map.Entry<String, String> setup :
        List.of(
            Map.entry("usb3", "coral-usb"),
            Map.entry("dev_board", "coral-dev-board"),
            Map.entry("models_page", "coral-models-page"))) {
      Table table = tables.published(setup.getKey(), setup.getValue());
      if (!table.rows().isEmpty()) {
        line(
            table.name(),
            String.valueOf(table.rows().size()),
            figure(table, AcceleratorFile.find(table.accelerator())),
            NOTHING,
            String.format(
                Locale.ROOT,
                "leave-one-out %.2f %%",
                HeldOut.leaveOut(table, HeldOut.LINK).crossValidated().mapePercent()));
      }
    }
  }

  /** A table all of whose rows were fitted, or had a rule read off them. */
  private void whole(Table table) {
    if (table.rows().isEmpty()) {
      return;
    }
    String figure = figure(table, AcceleratorFile.find(table.accelerator()));
    line(table.name(), String.valueOf(table.rows().size()), figure, NOTHING, NOTHING);
  }

  private void hosts() {
    List<Table> hosts = new ArrayList<>();
    hosts.add(tables.host("raspberry_pi_4b", "coral-pi4"));
    hosts.add(tables.host("raspberry_pi_3b", "coral-usb2"));
    hosts.add(tables.host("raspberry_pi_3b_plus", "coral-usb2"));
    hosts.forEach(this::whole);
  }

  /** Pairs of networks that share a chip, by host. */
  private void rounds() {
    Map<String, String> hosts = new TreeMap<>();
    hosts.put("desktop", "coral-usb");
    hosts.put("dev_board", "coral-dev-board");
    hosts.put("raspberry_pi_4b", "coral-pi4");
    hosts.put("raspberry_pi_3b", "coral-usb2");
    hosts.put("raspberry_pi_3b_plus", "coral-usb2");
    hosts.forEach(
        (host, name) -> {
          AcceleratorSpec spec = AcceleratorFile.find(name);
          List<MeasuredRound> rounds = tables.rounds(host);
          rounds(host + ", pairs compiled together", spec, rounds, true);
          rounds(host + ", pairs compiled apart", spec, rounds, false);
        });
  }

  private static void rounds(
      String name, AcceleratorSpec spec, List<MeasuredRound> all, boolean together) {
    List<MeasuredRound> measured = all.stream().filter(r -> r.together() == together).toList();
    if (measured.isEmpty()) {
      return;
    }
    double error = 0;
    for (MeasuredRound row : measured) {
      List<String> names = row.networks().stream().map(LayerGraph::name).toList();
      Round round = Deployments.round(names, row.networks(), spec);
      double millis = together ? round.togetherMillis() : round.apartMillis();
      error += Math.abs(Accuracy.error(millis, row.millis())) / measured.size();
    }
    line(
        name,
        String.valueOf(measured.size()),
        String.format(Locale.ROOT, "%.2f %%", 100 * error),
        NOTHING,
        NOTHING);
  }

  /** Half clock over full clock, simulated and measured; nothing of it is fitted. */
  private void clock() {
    Table full = tables.clock("500MHz", "coral-usb-500mhz");
    Table half = tables.clock("250MHz", "coral-usb-250mhz");
    if (full.rows().isEmpty()) {
      return;
    }
    double[] fast = JointFit.latencies(full, AcceleratorFile.find(full.accelerator()));
    double[] slow = JointFit.latencies(half, AcceleratorFile.find(half.accelerator()));
    System.out.println();
    line("half clock over full clock", "simulated", "measured");
    line("---", "---:", "---:");
    for (int i = 0; i < fast.length; i++) {
      line(
          full.rows().get(i).network().name(),
          String.format(Locale.ROOT, "%.2f", slow[i] / fast[i]),
          String.format(
              Locale.ROOT, "%.2f", half.rows().get(i).millis() / full.rows().get(i).millis()));
    }
  }

  /**
   * Measurements of one and the same network lie apart by what no model can undercut: rows of one
   * table whose cells compute the same, and chains that were measured again.
   */
  private void repeats() {
    System.out.println();
    line("measured more than once", "measurements", "from the median of its others");
    line("---", "---:", "---:");
    for (Table table :
        List.of(
            tables.nasBench("NAS-Bench-201, 32x32, 10 classes", "nasbench201_latency.csv"),
            tables.nasBench(
                "NAS-Bench-201, 32x32, 100 classes", "nasbench201_latency_32x32_100_classes.csv"),
            tables.nasBench(
                "NAS-Bench-201, 16x16, 120 classes", "nasbench201_latency_16x16_120_classes.csv"),
            tables.convolutions(false),
            tables.dense(false))) {
      Map<Object, List<Double>> same = new HashMap<>();
      for (Row row : table.rows()) {
        same.computeIfAbsent(row.network().nodes(), n -> new ArrayList<>()).addAll(row.repeated());
      }
      List<Double> apart = new ArrayList<>();
      same.values().forEach(measured -> apart.addAll(apart(measured)));
      if (!apart.isEmpty()) {
        double mean = apart.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        line(
            table.name(),
            String.valueOf(apart.size()),
            String.format(Locale.ROOT, "%.2f %%", 100 * mean));
      }
    }
  }

  /** Each measurement's distance from the median of the others, as a share of it. */
  private static List<Double> apart(List<Double> measured) {
    List<Double> apart = new ArrayList<>();
    for (int i = 0; i < measured.size() && measured.size() > 1; i++) {
      List<Double> others = new ArrayList<>(measured);
      double one = others.remove(i);
      apart.add(Math.abs(MeasuredTables.median(others) - one) / one);
    }
    return apart;
  }

  /** The share of measurements that lie in intervals made without them, by kind of setup. */
  private void intervals() {
    System.out.println();
    line("held out", "rows", "half within a factor of", "90 % within", "inside 90 % intervals");
    line("---", "---:", "---:", "---:", "---:");
    for (HeldOut.Kind kind : HeldOut.kinds(tables)) {
      line(
          kind.name(),
          String.valueOf(kind.measured().size()),
          String.format(Locale.ROOT, "%.3f", kind.uncertainty().factor(0.5)),
          String.format(Locale.ROOT, "%.3f", kind.uncertainty().factor(Uncertainty.LARGEST)),
          String.format(Locale.ROOT, "%.1f %%", kind.insidePercent()));
    }
  }

  private static String figure(Table table, AcceleratorSpec spec) {
    Accuracy accuracy =
        Accuracy.of(
            JointFit.latencies(table, spec),
            table.rows().stream().mapToDouble(Row::millis).toArray());
    return accuracy.rows() > 2
        ? String.format(Locale.ROOT, "%.2f %%, %.4f", accuracy.mapePercent(), accuracy.spearman())
        : String.format(Locale.ROOT, "%.2f %%", accuracy.mapePercent());
  }

  private static void line(String... cells) {
    System.out.println("| " + String.join(" | ", cells) + " |");
  }
}
