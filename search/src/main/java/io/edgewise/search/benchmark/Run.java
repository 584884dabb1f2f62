package io.edgewise.search.benchmark;

import io.edgewise.search.benchmark.BenchmarkTable.Row;
import java.util.List;
import java.util.OptionalInt;

/**
 * A run is what one search trained.
 *
 * @param trained distinct networks in the order of their training
 */
public record Run(List<Row> trained) {

  public Run {
    trained = List.copyOf(trained);
  }

  /**
   * Returns after how many trainings the objective was first within {@code margin} of {@code best}.
   */
  public OptionalInt trainingsUntil(double best, double margin) {
    for (int i = 0; i < trained.size(); i++) {
      // Decimal margins such as 0.1 are not exact in binary.
      if (trained.get(i).objective() >= best - margin - 1e-9) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  /** The report of the network of highest objective among the first {@code trainings}. */
  public double reportAfter(int trainings) {
    Row best = null;
    for (Row row : first(trainings)) {
      best = best == null || row.objective() > best.objective() ? row : best;
    }
    return best == null ? Double.NaN : best.report();
  }

  /** The first trainings, or all if there were not so many. */
  public List<Row> first(int trainings) {
    return trained.subList(0, Math.min(trainings, trained.size()));
  }
}
