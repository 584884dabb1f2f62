package io.edgewise.jobs.report;

import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Chance tells how many of the best networks cannot be told apart by the validation images that
 * there are: two accuracies differ by chance if their difference lies within its 95 % interval.
 */
public final class Chance {

  private Chance() {}

  /**
   * Compares the first of the best with those that follow it.
   *
   * @param best measured trials, number 1 first
   * @return a sentence without a full stop; empty if there are less than two, or it is not known
   *     how sure the accuracies are
   */
  public static Optional<String> among(List<Trial> best) {
    if (best.size() < 2 || Double.isNaN(margin(best, 1))) {
      return Optional.empty();
    }
    int alike = 1;
    while (alike < best.size() && difference(best, alike) <= margin(best, alike)) {
      alike++;
    }
    return Optional.of(
        alike == 1
            ? String.format(
                Locale.ROOT,
                "number 1 and 2 differ in accuracy by more than chance: %.3f (±%.3f)",
                difference(best, 1),
                margin(best, 1))
            : String.format(
                Locale.ROOT,
                "number 1 %s %d differ in accuracy by less than chance (±%.3f)",
                alike == 2 ? "and" : "to",
                alike,
                margin(best, alike - 1)));
  }

  /**
   * Compares two networks.
   *
   * @return {@code less than chance: 0.030 (±0.042, standard error 0.021)}, or {@code more}; empty
   *     if it is not known how sure one of the accuracies is
   */
  public static Optional<String> between(Estimate one, Estimate other) {
    if (!one.isErrorKnown() || !other.isErrorKnown()) {
      return Optional.empty();
    }
    double difference = Math.abs(one.value() - other.value());
    double margin = one.marginOfDifference(other);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s than chance: %.3f (±%.3f, standard error %.3f)",
            difference <= margin ? "less" : "more",
            difference,
            margin,
            one.errorOfDifference(other)));
  }

  private static double difference(List<Trial> best, int place) {
    return Math.abs(
        SearchResult.estimate(best.get(0)).value()
            - SearchResult.estimate(best.get(place)).value());
  }

  private static double margin(List<Trial> best, int place) {
    return SearchResult.estimate(best.get(0))
        .marginOfDifference(SearchResult.estimate(best.get(place)));
  }
}
