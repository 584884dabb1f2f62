package io.edgewise.jobs.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.table.CsvWriter;
import io.edgewise.sim.calibration.Accuracy;
import io.edgewise.sim.calibration.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Predictions beside measurements, for each quantity that was measured. */
public final class ValidationReport {

  private static final int WORST = 10;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** One quantity of some networks. */
  private record Column(
      List<String> networks, double[] predicted, double[] measured, Accuracy accuracy) {}

  private final int rows;
  private final Map<Quantity, Column> columns = new LinkedHashMap<>();

  /**
   * @param rows rows of the table
   */
  public ValidationReport(int rows) {
    this.rows = rows;
  }

  /** Adds what was measured of one quantity. */
  public void add(Quantity quantity, List<String> networks, double[] predicted, double[] measured) {
    columns.put(
        quantity, new Column(networks, predicted, measured, Accuracy.of(predicted, measured)));
  }

  /**
   * The latency's figures at the top, those of other quantities under their column's name.
   *
   * @param predictionsFile where every prediction was written, if it was asked for
   */
  public String json(Optional<String> predictionsFile) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("rows", rows);
    for (Map.Entry<Quantity, Column> column : columns.entrySet()) {
      boolean latency = column.getKey() == Quantity.LATENCY;
      put(column.getValue(), latency ? root : root.putObject(column.getKey().column()));
    }
    predictionsFile.ifPresent(file -> root.put("predictions", file));
    return root.toPrettyString();
  }

  /**
   * Figures and the worst rows of each quantity, for people.
   *
   * @param predictionsFile where every prediction was written, if it was asked for
   */
  public List<String> lines(Optional<String> predictionsFile) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<Quantity, Column> entry : columns.entrySet()) {
      Column column = entry.getValue();
      lines.add(figures(entry.getKey().column(), column.accuracy()));
      for (int i : worst(column)) {
        lines.add(
            String.format(
                Locale.ROOT,
                "    %+7.2f %%  predicted %s, measured %s: %s",
                100 * Accuracy.error(column.predicted()[i], column.measured()[i]),
                number(column.predicted()[i]),
                number(column.measured()[i]),
                column.networks().get(i)));
      }
    }
    predictionsFile.ifPresent(file -> lines.add("all predictions: " + file));
    return lines;
  }

  /** One line of figures. */
  public static String figures(String name, Accuracy accuracy) {
    return String.format(
        Locale.ROOT,
        "%s: %d rows, mean absolute error %.2f %%, Spearman %.4f, Kendall %.4f, %.1f %% of rows within 10 %%",
        name,
        accuracy.rows(),
        accuracy.mapePercent(),
        accuracy.spearman(),
        accuracy.kendall(),
        100 * accuracy.within10Percent());
  }

  /** Every prediction beside its measurement, as CSV. */
  public String csv() {
    List<List<String>> rows = new ArrayList<>();
    columns.forEach(
        (quantity, column) -> {
          for (int i = 0; i < column.predicted().length; i++) {
            double predicted = column.predicted()[i];
            double measured = column.measured()[i];
            rows.add(
                List.of(
                    column.networks().get(i),
                    quantity.column(),
                    number(predicted),
                    number(measured),
                    String.format(Locale.ROOT, "%.3f", 100 * Accuracy.error(predicted, measured))));
          }
        });
    return CsvWriter.text(
        List.of("network", "quantity", "predicted", "measured", "error_percent"), rows);
  }

  private static void put(Column column, ObjectNode node) {
    Accuracy accuracy = column.accuracy();
    node.put("rows", accuracy.rows());
    node.put("mape_percent", accuracy.mapePercent());
    node.put("spearman", orNull(accuracy.spearman()));
    node.put("kendall", orNull(accuracy.kendall()));
    node.put("within_10_percent", accuracy.within10Percent());
    ArrayNode worst = node.putArray("worst");
    for (int i : worst(column)) {
      ObjectNode row = worst.addObject();
      row.put("network", column.networks().get(i));
      row.put("predicted", column.predicted()[i]);
      row.put("measured", column.measured()[i]);
      row.put("error_percent", 100 * Accuracy.error(column.predicted()[i], column.measured()[i]));
    }
  }

  /** JSON knows no NaN, which is what ranks of equal values come to. */
  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static int[] worst(Column column) {
    int[] order = Accuracy.worstFirst(column.predicted(), column.measured());
    return Arrays.copyOf(order, Math.min(WORST, order.length));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.5g", value);
  }
}
