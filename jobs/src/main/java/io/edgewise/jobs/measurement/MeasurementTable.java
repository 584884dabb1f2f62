package io.edgewise.jobs.measurement;

import io.edgewise.sim.calibration.Quantity;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Networks and what was measured of them: a column {@code network}, and any of the columns of
 * {@link Quantity}. Other columns are ignored, but rows can be chosen by them.
 */
public record MeasurementTable(List<Measurement> rows) {

  private static final String NETWORK = "network";

  public MeasurementTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a table.
   *
   * @param where rows are kept whose columns have these values
   * @throws SettingsException if it is missing or wrong, or no row is left
   */
  public static MeasurementTable read(SparkSession spark, Path file, Map<String, String> where) {
    CsvTable table = CsvTable.read(spark, file);
    table.require(NETWORK);
    table.require(where.keySet().toArray(new String[0]));
    List<Measurement> rows = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      if (chosen(table, row, where)) {
        rows.add(measurement(table, row));
      }
    }
    if (rows.isEmpty()) {
      throw new SettingsException(file.toString(), List.of("no row has " + where));
    }
    return new MeasurementTable(rows);
  }

  /** The rows that hold a quantity. */
  public List<Measurement> with(Quantity quantity) {
    return rows.stream().filter(row -> row.values().containsKey(quantity)).toList();
  }

  private static boolean chosen(CsvTable table, int row, Map<String, String> where) {
    return where.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(table.text(row, wanted.getKey())));
  }

  private static Measurement measurement(CsvTable table, int row) {
    @Nullable String network = table.text(row, NETWORK);
    if (network == null) {
      throw table.wrong(row, NETWORK, "", "the name of a network");
    }
    Map<Quantity, Double> values = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      if (table.has(quantity.column())) {
        double value = table.number(row, quantity.column());
        if (!Double.isNaN(value)) {
          values.put(quantity, value);
        }
      }
    }
    return new Measurement(network, values);
  }
}
