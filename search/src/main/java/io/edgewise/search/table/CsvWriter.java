package io.edgewise.search.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes a table as RFC 4180 has it: lines end in CR LF, the last one too, and a field is quoted
 * where it must be.
 */
public final class CsvWriter {

  private final CSVPrinter csv;

  /**
   * Begins a table with its header.
   *
   * @throws UncheckedIOException if {@code out} cannot be written
   */
  public CsvWriter(Appendable out, List<String> columns) {
    try {
      csv = new CSVPrinter(out, CSVFormat.RFC4180);
    } catch (IOException e) {
      throw failed(e);
    }
    row(columns);
  }

  /** A whole table as text. */
  public static String text(List<String> columns, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    CsvWriter csv = new CsvWriter(text, columns);
    rows.forEach(csv::row);
    return text.toString();
  }

  /**
   * Adds a row.
   *
   * @param fields as many as there are columns
   * @throws UncheckedIOException if it cannot be written
   */
  public void row(List<String> fields) {
    try {
      csv.printRecord(fields);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("a table cannot be written: " + e.getMessage(), e);
  }
}
