package io.edgewise.jobs.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Texts in columns that are as wide as their widest text, with two spaces between them. Numbers
 * stand to the right, so that their digits stand below each other.
 */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<Boolean> right = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> header = new ArrayList<>();

  /** Adds columns of texts, before the first row. */
  public TextTable left(String... names) {
    return columns(false, names);
  }

  /** Adds columns of numbers, before the first row. */
  public TextTable right(String... names) {
    return columns(true, names);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not one text a column
   */
  public TextTable row(List<String> texts) {
    if (texts.size() != header.size()) {
      throw new IllegalArgumentException(
          texts.size() + " texts for " + header.size() + " columns: " + texts);
    }
    rows.add(List.copyOf(texts));
    return this;
  }

  /** The same with the texts one by one. */
  public TextTable row(String... texts) {
    return row(List.of(texts));
  }

  /** The rows, below the names of the columns unless all are empty. */
  public List<String> lines() {
    List<List<String>> all = new ArrayList<>(rows);
    if (!header.stream().allMatch(String::isEmpty)) {
      all.add(0, header);
    }
    List<Integer> widths = new ArrayList<>();
    for (int c = 0; c < header.size(); c++) {
      int column = c;
      widths.add(all.stream().mapToInt(row -> width(row.get(column))).max().orElse(0));
    }
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private TextTable columns(boolean toTheRight, String... names) {
    header.addAll(List.of(names));
    right.addAll(Collections.nCopies(names.length, toTheRight));
    return this;
  }

  private String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      String space = " ".repeat(widths.get(c) - width(row.get(c)));
      line.append(c == 0 ? "" : GAP);
      line.append(right.get(c) ? space + row.get(c) : row.get(c) + space);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
