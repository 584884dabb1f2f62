package io.edgewise.search.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file with a header. Every row has as many fields as the header, and names its line in the
 * file.
 */
public final class CsvTable {

  private final String origin;
  private final Map<String, Integer> columns;
  private final List<CsvRow> rows;

  private CsvTable(String origin, Map<String, Integer> columns, List<CsvRow> rows) {
    this.origin = origin;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Reads a file in UTF-8, with or without a byte order mark, with any line ends.
   *
   * @param file on this machine, whatever it is called
   * @throws TableException if it cannot be read, or is no table of at least one row; the message
   *     names file and line
   */
  public static CsvTable read(Path file) {
    String origin = file.toString();
    List<CsvRecords.Numbered> records = CsvRecords.read(file);
    if (records.size() < 2) {
      throw new TableException(
          origin + ": is empty; allowed is a header and at least one row below it");
    }
    Map<String, Integer> columns = columns(origin, records.get(0));
    List<CsvRow> rows = new ArrayList<>();
    for (CsvRecords.Numbered record : records.subList(1, records.size())) {
      requireComplete(origin, records.get(0).fields(), record);
      rows.add(new CsvRow(origin, record.line(), columns, record.fields()));
    }
    return new CsvTable(origin, columns, List.copyOf(rows));
  }

  /** Places by name. Columns without a name cannot be asked for, so there may be several. */
  private static Map<String, Integer> columns(String origin, CsvRecords.Numbered header) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.fields().size(); i++) {
      String name = header.fields().get(i);
      Integer before = name.isEmpty() ? null : columns.putIfAbsent(name, i);
      if (before != null) {
        throw new TableException(
            origin
                + ", line "
                + header.line()
                + ": column "
                + name
                + " is there twice, as column "
                + (before + 1)
                + " and "
                + (i + 1));
      }
    }
    return columns;
  }

  private static void requireComplete(
      String origin, List<String> header, CsvRecords.Numbered record) {
    int fields = record.fields().size();
    if (fields != header.size()) {
      String where =
          fields < header.size()
              ? header.get(fields) + " is missing"
              : "\"" + record.fields().get(header.size()) + "\" has no column";
      throw new TableException(
          origin
              + ", line "
              + record.line()
              + ": the header has "
              + header.size()
              + " columns, this row "
              + fields
              + "; "
              + where);
    }
  }

  /** The rows in the file's order, at least one. */
  public List<CsvRow> rows() {
    return rows;
  }

  public boolean has(String column) {
    return columns.containsKey(column);
  }

  /**
   * Refuses a table that lacks one of these columns.
   *
   * @throws TableException that names all that are missing and all that are there
   */
  public void require(List<String> needed) {
    List<String> missing = needed.stream().filter(column -> !has(column)).toList();
    if (!missing.isEmpty()) {
      throw new TableException(
          origin
              + ": has no column "
              + String.join(", ", missing)
              + "; it has "
              + String.join(", ", columns.keySet()));
    }
  }
}
