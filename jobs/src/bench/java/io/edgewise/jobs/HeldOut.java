package io.edgewise.jobs;

import io.edgewise.jobs.MeasuredTables.Row;
import io.edgewise.jobs.MeasuredTables.Table;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.calibration.Calibration;
import io.edgewise.sim.calibration.Calibrator;
import io.edgewise.sim.settings.AcceleratorFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Measurements beside predictions that had not seen them, by the kind of setup: what {@code
 * uncertainty.factors} of the built-in accelerators are made from. Prints the factors.
 *
 * <pre>
 * jobs/src/bench/run.sh HeldOut ../shared/data/edgetpu
 * </pre>
 */
public final class HeldOut {

  static final List<String> LINK = List.of("host.fixed-micros", "link.parameter-bytes-per-second");

  /**
   * The held-out rows of setups of one kind.
   *
   * @param predicted ms, by a fit that left the row out
   * @param measured ms, in the same order
   */
  record Kind(String name, List<Double> predicted, List<Double> measured) {

    Uncertainty uncertainty() {
      return of(IntStream.range(0, measured.size()).toArray());
    }

    /**
     * The share of measurements inside 90 % intervals that were made without them: a tenth of the
     * rows at a time, every tenth row.
     */
    double insidePercent() {
      int folds = Math.min(10, measured.size());
      int inside = 0;
      for (int i = 0; i < measured.size(); i++) {
        int fold = i % folds;
        int[] others = IntStream.range(0, measured.size()).filter(j -> j % folds != fold).toArray();
        Uncertainty.Interval interval = of(others).around(predicted.get(i), Uncertainty.LARGEST);
        inside += interval.low() <= measured.get(i) && measured.get(i) <= interval.high() ? 1 : 0;
      }
      return 100.0 * inside / measured.size();
    }

    private Uncertainty of(int[] rows) {
      return Uncertainty.of(
          Arrays.stream(rows).mapToDouble(predicted::get).toArray(),
          Arrays.stream(rows).mapToDouble(measured::get).toArray());
    }
  }

  private HeldOut() {}

  public static void main(String[] arguments) {
    for (Kind kind : kinds(new MeasuredTables(Path.of(arguments[0])))) {
      System.out.println(kind.name() + ", " + kind.measured().size() + " rows");
      System.out.println(
          "  factors = "
              + kind.uncertainty().factors().stream()
                  .map(factor -> String.format(Locale.ROOT, "%.4f", factor))
                  .toList());
      System.out.printf(Locale.ROOT, "  inside 90 %%: %.1f %%%n", kind.insidePercent());
    }
  }

  /** The kinds that there are tables of. */
  static List<Kind> kinds(MeasuredTables tables) {
    Kind nasBench = new Kind("NAS-Bench-201", new ArrayList<>(), new ArrayList<>());
    fixed(tables.nasBench("32x32, 10 classes", "nasbench201_latency.csv"), nasBench);
    fixed(
        tables.nasBench("32x32, 100 classes", "nasbench201_latency_32x32_100_classes.csv"),
        nasBench);
    fixed(
        tables.nasBench("16x16, 120 classes", "nasbench201_latency_16x16_120_classes.csv"),
        nasBench);
    Kind published = new Kind("published", new ArrayList<>(), new ArrayList<>());
    refitted(tables.published("usb3", "coral-usb"), LINK, published);
    refitted(tables.published("dev_board", "coral-dev-board"), LINK, published);
    refitted(tables.published("models_page", "coral-models-page"), LINK, published);
    Kind chains = new Kind("PCIe chains", new ArrayList<>(), new ArrayList<>());
    refitted(chains(tables), pcieKeys(), chains);
    return List.of(nasBench, published, chains).stream()
        .filter(kind -> kind.uncertainty().isKnown())
        .toList();
  }

  private static List<String> pcieKeys() {
    List<String> keys = new ArrayList<>(LINK);
    keys.add("link.output-bytes-per-second");
    return keys;
  }

  private static Table chains(MeasuredTables tables) {
    List<Row> rows = new ArrayList<>();
    for (boolean spilled : List.of(false, true)) {
      rows.addAll(tables.convolutions(spilled).rows());
      rows.addAll(tables.dense(spilled).rows());
    }
    return new Table("PCIe chains", "coral-pcie", rows);
  }

  /** The rows that the joint fit left out, as the accelerator's file predicts them. */
  private static void fixed(Table table, Kind kind) {
    Table rows = JointFit.part(table, false);
    add(
        Arrays.stream(JointFit.latencies(rows, AcceleratorFile.find(rows.accelerator())))
            .boxed()
            .toList(),
        rows,
        kind);
  }

  /** Every row, predicted with host and link that were fitted without it. */
  private static void refitted(Table table, List<String> keys, Kind kind) {
    if (table.rows().size() > keys.size()) {
      add(leaveOut(table, keys).leftOut(), table, kind);
    }
  }

  /** Fits host and link to parts of a table; the chip's numbers have seen all of it. */
  static Calibration leaveOut(Table table, List<String> keys) {
    Calibrator calibrator =
        new Calibrator(table.accelerator(), AcceleratorFile.settings(table.accelerator()), keys);
    return calibrator.run(
        table.rows().stream().map(row -> row.network().name()).toList(),
        specs ->
            specs.stream().map(spec -> JointFit.latencies(table, spec)).toArray(double[][]::new),
        table.rows().stream().mapToDouble(Row::millis).toArray());
  }

  private static void add(List<Double> predicted, Table table, Kind kind) {
    kind.predicted().addAll(predicted);
    table.rows().forEach(row -> kind.measured().add(row.millis()));
  }
}
