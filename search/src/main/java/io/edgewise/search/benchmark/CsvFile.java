package io.edgewise.search.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file with a header (RFC 4180; a quoted field may hold commas, but no line break).
 *
 * @param name of the file, for messages
 * @param columns in the file's order
 * @param rows as many fields each as there are columns
 */
record CsvFile(String name, List<String> columns, List<List<String>> rows) {

  private static final int MAX_ROWS = 5_000_000;
  private static final int MAX_LINE = 100_000;

  static CsvFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new TableException("table " + file + ": there is no such file (or it is a folder)");
    }
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return parse(file.toString(), in);
    } catch (IOException e) {
      throw new TableException("table " + file + ": cannot be read: " + e.getMessage());
    }
  }

  static CsvFile parse(String name, Reader reader) throws IOException {
    BufferedReader in = reader instanceof BufferedReader b ? b : new BufferedReader(reader);
    List<String> columns = List.of();
    List<List<String>> rows = new ArrayList<>();
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.length() > MAX_LINE || rows.size() == MAX_ROWS) {
        throw new TableException(
            "table "
                + name
                + ": line "
                + number
                + " is longer than "
                + MAX_LINE
                + " characters, or there are more than "
                + MAX_ROWS
                + " rows");
      }
      if (columns.isEmpty()) {
        columns = fields(name, number, line);
      } else if (!line.isBlank()) {
        rows.add(row(name, number, line, columns));
      }
    }
    if (rows.isEmpty()) {
      throw new TableException("table " + name + ": holds no rows");
    }
    return new CsvFile(name, columns, rows);
  }

  /** The place of a column. */
  int column(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new TableException(
          "table " + name + ": no column " + column + "; it has " + String.join(", ", columns));
    }
    return index;
  }

  /** Whether there is such a column. */
  boolean has(String column) {
    return columns.contains(column);
  }

  /** A finite number. */
  double number(int row, int column) {
    String text = rows.get(row).get(column);
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TableException(
        "table "
            + name
            + ": row "
            + (row + 1)
            + ", column "
            + columns.get(column)
            + ": is \""
            + text
            + "\"; must be a finite number");
  }

  private static List<String> row(String name, int number, String line, List<String> columns) {
    List<String> fields = fields(name, number, line);
    if (fields.size() != columns.size()) {
      throw new TableException(
          "table "
              + name
              + ": line "
              + number
              + " has "
              + fields.size()
              + " fields; the header has "
              + columns.size());
    }
    return fields;
  }

  private static List<String> fields(String name, int number, String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().trim());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new TableException("table " + name + ": line " + number + ": a quote is not closed");
    }
    fields.add(field.toString().trim());
    return List.copyOf(fields);
  }

  /** The rows' places by the text of a column. */
  Map<String, Integer> index(int column) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      if (places.putIfAbsent(rows.get(i).get(column), i) != null) {
        throw new TableException(
            "table "
                + name
                + ": row "
                + (i + 1)
                + ": "
                + rows.get(i).get(column)
                + " is there twice");
      }
    }
    return places;
  }
}
