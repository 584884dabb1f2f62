package io.edgewise.jobs.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * A spread is what a picture or a text shows of many numbers: their ends and quartiles. A quartile
 * between two numbers is interpolated (Hyndman and Fan, The American Statistician 50(4), 1996, type
 * 7).
 */
public record Spread(
    double lowest, double lowerQuartile, double median, double upperQuartile, double highest) {

  /** The spread of numbers; empty if there are none. */
  public static Optional<Spread> of(double[] numbers) {
    if (numbers.length == 0) {
      return Optional.empty();
    }
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return Optional.of(
        new Spread(
            quantile(sorted, 0),
            quantile(sorted, 0.25),
            quantile(sorted, 0.5),
            quantile(sorted, 0.75),
            quantile(sorted, 1)));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
