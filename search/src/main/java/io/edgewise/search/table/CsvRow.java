package io.edgewise.search.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One row of a table. Its columns are asked for by the names that the table has. */
public final class CsvRow {

  /** A decimal number. {@link Double#parseDouble} would also take 12f, 0x1p3 and NaN. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private final String origin;
  private final long line;
  private final Map<String, Integer> columns;
  private final List<String> fields;

  CsvRow(String origin, long line, Map<String, Integer> columns, List<String> fields) {
    this.origin = origin;
    this.line = line;
    this.columns = columns;
    this.fields = fields;
  }

  /** The line of the file that the row begins in, from 1. */
  public long line() {
    return line;
  }

  /** A cell's text without spaces around it; empty if the cell is. */
  public String text(String column) {
    Integer place = columns.get(column);
    if (place == null) {
      throw new IllegalArgumentException("column " + column + " was not asked for");
    }
    return fields.get(place);
  }

  /**
   * A cell's number.
   *
   * @throws TableException if it is not a finite number
   */
  public double number(String column) {
    return parsed(column).orElseThrow(() -> wrong(column, "a finite number"));
  }

  /**
   * A cell's number, from 0.
   *
   * @throws TableException if it is not a finite number from 0
   */
  public double nonNegative(String column) {
    return parsed(column)
        .filter(value -> value >= 0)
        .orElseThrow(() -> wrong(column, "a number from 0"));
  }

  /**
   * A cell's number, above 0.
   *
   * @throws TableException if it is not a finite number above 0
   */
  public double positive(String column) {
    return parsed(column)
        .filter(value -> value > 0)
        .orElseThrow(() -> wrong(column, "a number above 0"));
  }

  /**
   * A cell's whole number.
   *
   * @throws TableException if it is not a whole number from {@code least} to {@code most}
   */
  public long whole(String column, long least, long most) {
    return parsed(column)
        .filter(value -> value >= least && value <= most && value == Math.rint(value))
        .map(Double::longValue)
        .orElseThrow(() -> wrong(column, "a whole number from " + least + " to " + most));
  }

  /** The mistake that a cell is, with its place, its text and what would be allowed. */
  public TableException wrong(String column, String allowed) {
    return wrong(column + " is \"" + text(column) + "\"; allowed is " + allowed);
  }

  /** The mistake that a row is, with its place. */
  public TableException wrong(String why) {
    return new TableException(origin + ", line " + line + ": " + why);
  }

  private Optional<Double> parsed(String column) {
    String text = text(column);
    return NUMBER.matcher(text).matches()
        ? Optional.of(Double.parseDouble(text)).filter(Double::isFinite)
        : Optional.empty();
  }
}
