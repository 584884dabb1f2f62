package io.edgewise.jobs.measurement;

import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A CSV file with a header, as texts. Spark reads it: quotes and all. */
final class CsvTable {

  /** More rows than any table of measurements has. */
  private static final int MAX_ROWS = 2_000_000;

  private final String origin;
  private final List<String> columns;
  private final List<Row> rows;

  private CsvTable(String origin, List<String> columns, List<Row> rows) {
    this.origin = origin;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Reads a table.
   *
   * @throws SettingsException if there is no such file, or it has no rows
   */
  static CsvTable read(SparkSession spark, Path file) {
    String origin = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new SettingsException(origin, List.of("there is no such file (or it is a folder)"));
    }
    Dataset<Row> table =
        spark
            .read()
            .option("header", true)
            .option("escape", "\"")
            .csv(file.toAbsolutePath().toUri().toString())
            .limit(MAX_ROWS);
    List<Row> rows = table.collectAsList();
    if (rows.isEmpty()) {
      throw new SettingsException(origin, List.of("holds no rows below a header"));
    }
    return new CsvTable(origin, Arrays.asList(table.columns()), rows);
  }

  int rows() {
    return rows.size();
  }

  boolean has(String column) {
    return columns.contains(column);
  }

  void require(String... needed) {
    List<String> problems = new ArrayList<>();
    for (String column : needed) {
      if (!has(column)) {
        problems.add("column " + column + " is missing; there are " + String.join(", ", columns));
      }
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(origin, problems);
    }
  }

  /** A cell's text, or null if it is empty. */
  @Nullable String text(int row, String column) {
    @Nullable String text = rows.get(row).getString(columns.indexOf(column));
    return text == null || text.isBlank() ? null : text.trim();
  }

  /** A cell's number, at least 0; NaN if it is empty. */
  double number(int row, String column) {
    @Nullable String text = text(row, column);
    if (text == null) {
      return Double.NaN;
    }
    try {
      double number = Double.parseDouble(text);
      if (number >= 0 && number < 1e18) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw wrong(row, column, text, "a number from 0");
  }

  /** A cell's whole number from 1. */
  int count(int row, String column) {
    double number = number(row, column);
    if (number >= 1 && number <= 1 << 24 && number == Math.rint(number)) {
      return (int) number;
    }
    throw wrong(row, column, String.valueOf(text(row, column)), "a whole number from 1");
  }

  SettingsException wrong(int row, String column, String value, String allowed) {
    // Row 0 is the line after the header.
    return new SettingsException(
        origin,
        List.of(
            "line " + (row + 2) + ": " + column + " is \"" + value + "\"; allowed is " + allowed));
  }
}
