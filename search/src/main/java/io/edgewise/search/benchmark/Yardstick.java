package io.edgewise.search.benchmark;

import io.edgewise.search.benchmark.BenchmarkTable.Row;
import io.edgewise.search.pareto.Hypervolume;
import io.edgewise.search.table.TableException;
import java.util.List;

/**
 * A yardstick is what the table holds at best, to measure searches by.
 *
 * @param bestObjective best objective of the feasible networks
 * @param bestReport best report of the feasible networks
 * @param limitMillis infinite without a limit
 * @param reference the worst objective and the largest latency of the feasible networks
 * @param hypervolume of all feasible networks, above the reference; NaN without latencies
 */
public record Yardstick(
    double bestObjective,
    double bestReport,
    double limitMillis,
    double[] reference,
    double hypervolume) {

  /**
   * Measures a table.
   *
   * @throws TableException if no network is within the limit
   */
  public static Yardstick of(BenchmarkTable table, double limitMillis) {
    List<Row> feasible =
        table.rows().stream().filter(row -> !(row.latencyMillis() > limitMillis)).toList();
    if (feasible.isEmpty()) {
      throw new TableException(
          "limit "
              + limitMillis
              + " ms: no network of the table is within it; the fastest takes "
              + table.rows().stream().mapToDouble(Row::latencyMillis).min().orElse(Double.NaN)
              + " ms");
    }
    double[] reference = {
      feasible.stream().mapToDouble(Row::objective).min().orElseThrow(),
      -feasible.stream().mapToDouble(Row::latencyMillis).max().orElseThrow()
    };
    return new Yardstick(
        feasible.stream().mapToDouble(Row::objective).max().orElseThrow(),
        feasible.stream().mapToDouble(Row::report).max().orElseThrow(),
        limitMillis,
        reference,
        Double.isNaN(reference[1]) ? Double.NaN : Hypervolume.of(points(feasible), reference));
  }

  /**
   * Returns how much of the best report is missing after so many trainings; infinite after none.
   */
  double regret(Run run, int trainings) {
    double report = run.reportAfter(trainings);
    return Double.isNaN(report) ? Double.POSITIVE_INFINITY : bestReport - report;
  }

  /** The share of the hypervolume that is found after so many trainings, in [0, 1]. */
  double hypervolumeRatio(Run run, int trainings) {
    List<Row> within =
        run.first(trainings).stream().filter(row -> row.latencyMillis() <= limitMillis).toList();
    return Hypervolume.of(points(within), reference) / hypervolume;
  }

  /** The share of what was trained that breaks the limit. */
  double infeasibleShare(Run run) {
    long infeasible =
        run.trained().stream().filter(row -> row.latencyMillis() > limitMillis).count();
    return run.trained().isEmpty() ? 0 : (double) infeasible / run.trained().size();
  }

  boolean hasLatency() {
    return !Double.isNaN(hypervolume);
  }

  private static List<double[]> points(List<Row> rows) {
    return rows.stream().map(row -> new double[] {row.objective(), -row.latencyMillis()}).toList();
  }
}
