package io.edgewise.jobs.measurement;

import io.edgewise.search.table.CsvRow;
import io.edgewise.search.table.CsvTable;
import io.edgewise.search.table.TableException;
import io.edgewise.sim.calibration.Quantity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Networks and what was measured of them: a column {@code network}, and at least one of the columns
 * of {@link Quantity}. Other columns are ignored, but rows can be chosen by them.
 */
public record MeasurementTable(List<Measurement> rows) {

  private static final String NETWORK = "network";

  public MeasurementTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a table.
   *
   * @param file on this machine, CSV
   * @param where rows are kept whose columns have these values
   * @throws TableException if it is missing or wrong, no row is left, or a row that is left holds
   *     no measurement
   */
  public static MeasurementTable read(Path file, Map<String, String> where) {
    CsvTable table = CsvTable.read(file);
    table.require(List.of(NETWORK));
    table.require(List.copyOf(where.keySet()));
    List<Quantity> measured =
        Arrays.stream(Quantity.values()).filter(q -> table.has(q.column())).toList();
    if (measured.isEmpty()) {
      throw new TableException(
          file + ": has none of the columns " + columns(List.of(Quantity.values())));
    }
    List<Measurement> rows = new ArrayList<>();
    for (CsvRow row : table.rows()) {
      if (chosen(row, where)) {
        rows.add(measurement(row, measured));
      }
    }
    if (rows.isEmpty()) {
      throw new TableException(file + ": no row has " + where);
    }
    return new MeasurementTable(rows);
  }

  /** The quantities that at least one row holds, in their order. */
  public List<Quantity> quantities() {
    return Arrays.stream(Quantity.values()).filter(q -> !with(q).isEmpty()).toList();
  }

  /** The rows that hold a quantity. */
  public List<Measurement> with(Quantity quantity) {
    return rows.stream().filter(row -> row.values().containsKey(quantity)).toList();
  }

  private static boolean chosen(CsvRow row, Map<String, String> where) {
    return where.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(row.text(wanted.getKey())));
  }

  private static Measurement measurement(CsvRow row, List<Quantity> measured) {
    if (row.text(NETWORK).isEmpty()) {
      throw row.wrong(NETWORK, "the name of a network");
    }
    Map<Quantity, Double> values = new EnumMap<>(Quantity.class);
    for (Quantity quantity : measured) {
      String column = quantity.column();
      if (!row.text(column).isEmpty()) {
        values.put(quantity, quantity.canBeZero() ? row.nonNegative(column) : row.positive(column));
      }
    }
    if (values.isEmpty()) {
      throw row.wrong("has no number in " + columns(measured));
    }
    return new Measurement(row.text(NETWORK), values);
  }

  private static String columns(List<Quantity> quantities) {
    return quantities.stream().map(Quantity::column).collect(Collectors.joining(", "));
  }
}
