package io.edgewise.jobs.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A distribution is what a quantity comes to over a sample.
 *
 * @param sorted the values, the least first; at least one
 */
public record Distribution(List<Double> sorted) {

  /** The share of the values that a histogram's last bin takes together. */
  private static final double TAIL = 0.05;

  /**
   * A bin is a range of values with how many are in it.
   *
   * @param from least value; that of the first bin is the least of all
   * @param to largest value, which the next bin has; that of the last bin is the largest of all
   */
  public record Bin(double from, double to, long count) {}

  /**
   * Sorts values.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Distribution of(DoubleStream values) {
    return new Distribution(values.sorted().boxed().toList());
  }

  public Distribution {
    sorted = List.copyOf(sorted);
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("a distribution of no values");
    }
  }

  /**
   * The smallest value that at least so large a share of all does not exceed (nearest rank).
   *
   * @param share in [0, 1]
   */
  public double quantile(double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  public double least() {
    return sorted.get(0);
  }

  public double largest() {
    return sorted.get(sorted.size() - 1);
  }

  public double mean() {
    return sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Returns the share of the values that do not exceed a limit, in [0, 1]. */
  public double shareUpTo(double limit) {
    return (double) sorted.stream().filter(value -> value <= limit).count() / sorted.size();
  }

  /**
   * Counts the values in bins of one width, but that the last one has the largest twentieth of all
   * however far that reaches; a single bin if there is no width.
   *
   * @param number of bins, at least 2
   */
  public List<Bin> bins(int number) {
    double tail = quantile(1 - TAIL);
    double width = (tail - least()) / (number - 1);
    if (width == 0) {
      return List.of(new Bin(least(), largest(), sorted.size()));
    }
    long[] counts = new long[number];
    for (double value : sorted) {
      counts[Math.min(number - 1, (int) ((value - least()) / width))]++;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      double to = i == number - 1 ? largest() : least() + (i + 1) * width;
      bins.add(new Bin(least() + i * width, to, counts[i]));
    }
    return bins;
  }
}
