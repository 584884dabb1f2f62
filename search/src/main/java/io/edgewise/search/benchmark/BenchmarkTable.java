package io.edgewise.search.benchmark;

import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.Blueprint;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
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

  private final String name;
  private final Map<ArchitectureId, Row> rows;

  private BenchmarkTable(String name, Map<ArchitectureId, Row> rows) {
    this.name = name;
    this.rows = rows;
  }

  /**
   * Reads a CSV file whose column {@code arch} names the networks.
   *
   * @throws TableException that names file, row and column
   */
  public static BenchmarkTable read(Path file, TableColumns columns, TabularSpace space) {
    CsvFile csv = CsvFile.read(file);
    int arch = csv.column("arch");
    int objective = csv.column(columns.objective());
    int report = csv.column(columns.report().orElse(columns.objective()));
    Optional<Integer> latency = columns.latency().map(csv::column);
    csv.index(arch);
    Map<ArchitectureId, Mean> means = new LinkedHashMap<>();
    for (int i = 0; i < csv.rows().size(); i++) {
      Blueprint blueprint = blueprint(csv, i, arch, space);
      if (latency.isEmpty() || !csv.rows().get(i).get(latency.get()).isEmpty()) {
        double millis = latency.isEmpty() ? Double.NaN : csv.number(i, latency.get());
        means
            .computeIfAbsent(blueprint.id(), id -> new Mean(blueprint))
            .add(csv.number(i, objective), csv.number(i, report), millis);
      }
    }
    if (means.isEmpty()) {
      throw new TableException(
          "table " + file + ": no row has a " + columns.latency().orElse(columns.objective()));
    }
    Map<ArchitectureId, Row> rows = new LinkedHashMap<>();
    means.forEach((id, mean) -> rows.put(id, mean.row()));
    return new BenchmarkTable(file.getFileName().toString(), rows);
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

  private static Blueprint blueprint(CsvFile csv, int row, int arch, TabularSpace space) {
    try {
      return space.ofName().apply(csv.rows().get(row).get(arch));
    } catch (IllegalArgumentException e) {
      throw new TableException(
          "table " + csv.name() + ": row " + (row + 1) + ", column arch: " + e.getMessage());
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
