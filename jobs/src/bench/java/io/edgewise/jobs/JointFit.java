package io.edgewise.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.jobs.MeasuredTables.Row;
import io.edgewise.jobs.MeasuredTables.Table;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.calibration.Parameter;
import io.edgewise.sim.calibration.RobustFit;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fits what the chip takes to several tables at once, and each host to its own; published networks
 * count where all their parameters stay on the chip. Keys of the chip are shared by all
 * accelerators; what is written stands in {@code conf/accelerators}. The links of the published
 * setups are fitted after that, by {@code edgewise calibrate … --fit
 * host.fixed-micros,link.parameter-bytes-per-second}.
 *
 * <pre>
 * jobs/src/bench/run.sh JointFit ../shared/data/edgetpu [LEFT OUT]
 * </pre>
 *
 * <p>A table whose name starts with LEFT OUT is not fitted, which shows how well the fit does on
 * what it has not seen.
 */
public final class JointFit {

  /** Every sixth row of each NAS-Bench-201 table is fitted; the others show how well it holds. */
  static final int EVERY = 6;

  private static final List<String> CHIP =
      List.of(
          "chip.sequencer.operation-cycles",
          "chip.sequencer.halo-cycles",
          "chip.sequencer.element-cycles",
          "chip.array.rates.cell-macs",
          "chip.array.rates.outputs",
          "chip.array.rates.depthwise-outputs",
          "chip.array.rates.vector-macs",
          "chip.array.rates.elements");

  private static final Map<String, List<String>> HOSTS = hosts();

  private final List<Table> tables;
  private final List<String> keys = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();

  JointFit(List<Table> tables) {
    this.tables = tables;
    List<String> accelerators = tables.stream().map(Table::accelerator).distinct().toList();
    CHIP.forEach(key -> add("", accelerators.get(0), key));
    for (String accelerator : accelerators) {
      HOSTS.getOrDefault(accelerator, List.of()).forEach(key -> add(accelerator, accelerator, key));
    }
  }

  private static Map<String, List<String>> hosts() {
    List<String> fixed = List.of("host.fixed-micros");
    Map<String, List<String>> hosts = new LinkedHashMap<>();
    hosts.put(
        "coral-nasbench201",
        List.of(
            "host.fixed-micros",
            "host.sleep-after-micros",
            "host.sleep-ramp-micros",
            "host.wake-micros"));
    hosts.put(
        "coral-pcie",
        List.of(
            "host.fixed-micros",
            "link.parameter-bytes-per-second",
            "link.output-bytes-per-second"));
    hosts.put("coral-usb", fixed);
    hosts.put("coral-dev-board", fixed);
    hosts.put("coral-models-page", fixed);
    return hosts;
  }

  private void add(String owner, String accelerator, String key) {
    keys.add(owner + ":" + key);
    double value = AcceleratorFile.settings(accelerator).getDouble(key);
    parameters.add(new Parameter(owner + ":" + key, value));
  }

  public static void main(String[] arguments) {
    String leftOut = arguments.length > 1 ? arguments[1] : "none";
    List<Table> tables =
        fitted(new MeasuredTables(Path.of(arguments[0]))).stream()
            .filter(table -> !table.name().startsWith(leftOut))
            .toList();
    JointFit fit = new JointFit(tables);
    Map<String, Double> values = fit.run();
    values.forEach((key, value) -> System.out.printf(Locale.ROOT, "%s = %.6g%n", key, value));
    for (Table table : tables) {
      System.out.printf(
          Locale.ROOT, "%s: %.2f %%%n", table.name(), meanError(table, spec(table, values)));
    }
  }

  /** The rows that are fitted. */
  static List<Table> fitted(MeasuredTables all) {
    List<Table> tables = new ArrayList<>();
    tables.add(part(all.nasBench("32x32, 10 classes", "nasbench201_latency.csv"), true));
    tables.add(
        part(
            all.nasBench("32x32, 100 classes", "nasbench201_latency_32x32_100_classes.csv"), true));
    tables.add(
        part(
            all.nasBench("16x16, 120 classes", "nasbench201_latency_16x16_120_classes.csv"), true));
    tables.add(all.convolutions(false));
    tables.add(all.dense(false));
    tables.add(all.dense(true));
    tables.add(resident(all.published("usb3", "coral-usb")));
    tables.add(resident(all.published("dev_board", "coral-dev-board")));
    tables.add(resident(all.published("models_page", "coral-models-page")));
    return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
  }

  /** The rows whose parameters all stay on the chip: they tell of the chip and not of the link. */
  private static Table resident(Table table) {
    Simulator simulator = new CycleSimulator(AcceleratorFile.find(table.accelerator()));
    List<Row> rows =
        table.rows().stream()
            .filter(
                row ->
                    ((Simulated) simulator.simulate(row.network()))
                            .report()
                            .metrics()
                            .streamedParameterBytes()
                        == 0)
            .toList();
    return new Table(table.name(), table.accelerator(), rows);
  }

  /** The rows of a table that are fitted, or the others. */
  static Table part(Table table, boolean fitted) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      if ((i % EVERY == 0) == fitted) {
        rows.add(table.rows().get(i));
      }
    }
    return new Table(table.name(), table.accelerator(), rows);
  }

  /** Fitted values by accelerator and key; those of the chip belong to none. */
  Map<String, Double> run() {
    double[] measured =
        tables.stream().flatMap(t -> t.rows().stream()).mapToDouble(Row::millis).toArray();
    RobustFit fit =
        new RobustFit(
            choices -> choices.stream().map(this::predict).toArray(double[][]::new),
            measured,
            importance(measured.length),
            parameters);
    return named(fit.run());
  }

  /** A table of NAS-Bench-201 counts as much as five of the small ones, whatever their rows. */
  private double[] importance(int rows) {
    double[] importance = new double[rows];
    int at = 0;
    double sum = 0;
    for (Table table : tables) {
      double share = table.accelerator().equals("coral-nasbench201") ? 1 : 0.2;
      for (int i = 0; i < table.rows().size(); i++) {
        importance[at] = share / table.rows().size();
        sum += importance[at++];
      }
    }
    for (int i = 0; i < rows; i++) {
      importance[i] *= rows / sum;
    }
    return importance;
  }

  private double[] predict(double[] values) {
    Map<String, Double> named = named(values);
    double[] all = new double[tables.stream().mapToInt(t -> t.rows().size()).sum()];
    int at = 0;
    for (Table table : tables) {
      for (double millis : latencies(table, spec(table, named))) {
        all[at++] = millis;
      }
    }
    return all;
  }

  private Map<String, Double> named(double[] values) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(keys.get(i), values[i]);
    }
    return named;
  }

  /** A table's accelerator with fitted values in the place of its own. */
  static AcceleratorSpec spec(Table table, Map<String, Double> values) {
    Config settings = AcceleratorFile.settings(table.accelerator());
    for (Map.Entry<String, Double> value : values.entrySet()) {
      String owner = value.getKey().substring(0, value.getKey().indexOf(':'));
      if (owner.isEmpty() || owner.equals(table.accelerator())) {
        settings =
            settings.withValue(
                value.getKey().substring(owner.length() + 1),
                ConfigValueFactory.fromAnyRef(value.getValue()));
      }
    }
    return AcceleratorFile.parse(table.accelerator(), settings);
  }

  /** Predicted latencies of a table's rows, ms. */
  static double[] latencies(Table table, AcceleratorSpec spec) {
    Simulator simulator = new CycleSimulator(spec);
    return table.rows().stream()
        .mapToDouble(
            row -> ((Simulated) simulator.simulate(row.network())).report().latencyMillis())
        .toArray();
  }

  private static double meanError(Table table, AcceleratorSpec spec) {
    double[] predicted = latencies(table, spec);
    double sum = 0;
    for (int i = 0; i < predicted.length; i++) {
      sum += Math.abs(predicted[i] / table.rows().get(i).millis() - 1);
    }
    return 100 * sum / predicted.length;
  }
}
