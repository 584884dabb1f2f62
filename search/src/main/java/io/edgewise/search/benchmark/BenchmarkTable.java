package io.edgewise.search.benchmark;

import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.Blueprint;
import io.edgewise.search.table.CsvRow;
import io.edgewise.search.table.CsvTable;
import io.edgewise.search.table.TableException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Networks with what full training came to. Rows that spell the same network are one network, and
 * their numbers are averaged: it would be trained once.
 */
public final class BenchmarkTable {

  /**
   * One network.
   *
   * @param blueprint the first of its spellings in the table
   * @param objective in the table's unit
   * @param report in the table's unit
   * @param latencyMillis NaN without a latency column
   */
  public record Row(Blueprint blueprint, double objective, double report, double latencyMillis) {}

  private static final String ARCH = "arch";

  private final String name;
  private final Map<ArchitectureId, Row> rows;

  private BenchmarkTable(String name, Map<ArchitectureId, Row> rows) {
    this.name = name;
    this.rows = rows;
  }

  /**
   * Reads a CSV file whose column {@code arch} names the networks.
   *
   * @throws TableException that names file, line and column
   */
  public static BenchmarkTable read(Path file, TableColumns columns, TabularSpace space) {
    CsvTable csv = CsvTable.read(file);
    csv.require(columns.needed(ARCH));
    requireNoneTwice(csv.rows());
    Map<ArchitectureId, Mean> means = new LinkedHashMap<>();
    for (CsvRow row : csv.rows()) {
      Blueprint blueprint = blueprint(row, space);
      if (columns.latency().map(row::text).orElse("none needed").isEmpty()) {
        continue;
      }
      means
          .computeIfAbsent(blueprint.id(), id -> new Mean(blueprint))
          .add(
              row.number(columns.objective()),
              row.number(columns.reported()),
              columns.latency().map(row::nonNegative).orElse(Double.NaN));
    }
    if (means.isEmpty()) {
      throw new TableException(file + ": no row has a " + columns.latency().orElseThrow());
    }
    Map<ArchitectureId, Row> rows = new LinkedHashMap<>();
    means.forEach((id, mean) -> rows.put(id, mean.row()));
    return new BenchmarkTable(String.valueOf(file.getFileName()), rows);
  }

  /** The file's name. */
  public String name() {
    return name;
  }

  /** Every network. */
  public Collection<Row> rows() {
    return rows.values();
  }

  /** A network by its id. */
  public Optional<Row> find(ArchitectureId id) {
    return Optional.ofNullable(rows.get(id));
  }

  private static void requireNoneTwice(List<CsvRow> rows) {
    Map<String, CsvRow> seen = new HashMap<>();
    for (CsvRow row : rows) {
      CsvRow before = seen.putIfAbsent(row.text(ARCH), row);
      if (before != null) {
        throw row.wrong(
            ARCH + " is \"" + row.text(ARCH) + "\", which line " + before.line() + " has too");
      }
    }
  }

  private static Blueprint blueprint(CsvRow row, TabularSpace space) {
    try {
      return space.ofName().apply(row.text(ARCH));
    } catch (IllegalArgumentException e) {
      throw row.wrong("column " + ARCH + ": " + e.getMessage());
    }
  }

  private static final class Mean {
    private final Blueprint blueprint;
    private double objective;
    private double report;
    private double latency;
    private int count;

    Mean(Blueprint blueprint) {
      this.blueprint = blueprint;
    }

    void add(double objectiveValue, double reportValue, double latencyValue) {
      objective += objectiveValue;
      report += reportValue;
      latency += latencyValue;
      count++;
    }

    Row row() {
      return new Row(blueprint, objective / count, report / count, latency / count);
    }
  }
}
