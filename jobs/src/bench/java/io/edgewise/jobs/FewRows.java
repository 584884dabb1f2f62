package io.edgewise.jobs;

import com.typesafe.config.Config;
import io.edgewise.search.table.CsvRow;
import io.edgewise.search.table.CsvTable;
import io.edgewise.sim.calibration.Accuracy;
import io.edgewise.sim.calibration.Calibrator;
import io.edgewise.sim.settings.AcceleratorFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Twelve real measurements and a wrong file: numbers of the Edge TPU's own file are moved by up to
 * a factor of 2, twelve rows of a table are fitted, and the rest is asked for. Prints the error on
 * the rest of the wrong file, of the fitted one, and of the one that is shipped, a seed.
 *
 * <pre>
 * jobs/src/bench/run.sh FewRows ../shared/data/edgetpu [SEEDS]
 * </pre>
 */
public final class FewRows {

  private static final int ROWS = 12;

  /** Rows of the rest that are asked for: they tell as well as all. */
  private static final int ASKED = 400;

  private FewRows() {}

  public static void main(String[] args) {
    int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    for (String table :
        List.of("nasbench201_latency.csv", "nasbench201_latency_16x16_120_classes.csv")) {
      int good = 0;
      for (int seed = 0; seed < seeds; seed++) {
        good += run(Path.of(args[0], table), seed) ? 1 : 0;
      }
      System.out.printf(
          Locale.ROOT, "%s: within 1.3 times the shipped file in %d of %d%n", table, good, seeds);
    }
  }

  private static boolean run(Path table, int seed) {
    List<CsvRow> rows = new ArrayList<>(CsvTable.read(table).rows());
    Collections.shuffle(rows, new Random(seed));
    List<CsvRow> few = rows.subList(0, ROWS);
    List<CsvRow> rest = rows.subList(ROWS, ROWS + ASKED);
    Config shipped = AcceleratorFile.settings("coral-nasbench201");
    Config wrong = HiddenChip.moved(shipped, new Random(seed));
    Config fitted =
        HiddenChip.with(
            wrong,
            Calibrator.choosing("wrong", wrong)
                .fit(HiddenChip.predictor(names(few)), measured(few)));
    double before = error(wrong, rest);
    double after = error(fitted, rest);
    double ours = error(shipped, rest);
    System.out.printf(
        Locale.ROOT,
        "  seed %d: wrong %.1f %%, fitted to %d rows %.2f %%, shipped %.2f %%: %.2f times%n",
        seed,
        before,
        ROWS,
        after,
        ours,
        after / ours);
    return after <= 1.3 * ours;
  }

  private static double error(Config chip, List<CsvRow> rows) {
    return Accuracy.of(HiddenChip.latencies(chip, names(rows)), measured(rows)).mapePercent();
  }

  private static List<String> names(List<CsvRow> rows) {
    return rows.stream().map(row -> row.text("network")).toList();
  }

  private static double[] measured(List<CsvRow> rows) {
    return rows.stream().mapToDouble(row -> row.positive("latency_ms")).toArray();
  }
}
