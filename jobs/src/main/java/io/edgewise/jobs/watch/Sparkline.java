package io.edgewise.jobs.watch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A sparkline draws numbers as bars of one character each, the lowest as the lowest bar. */
final class Sparkline {

  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /**
   * Draws numbers in their order. If there are more than columns, a bar is the highest of its
   * neighbours.
   *
   * @param numbers NaN leaves a gap
   * @param columns at least 1
   */
  static String of(List<Double> numbers, int columns) {
    double[] shown = atMost(numbers, columns);
    double[] finite = Arrays.stream(shown).filter(Double::isFinite).toArray();
    double lowest = Arrays.stream(finite).min().orElse(0);
    double highest = Arrays.stream(finite).max().orElse(0);
    return Arrays.stream(shown)
        .mapToObj(number -> bar(number, lowest, highest))
        .collect(Collectors.joining());
  }

  private static double[] atMost(List<Double> numbers, int columns) {
    int size = numbers.size();
    int bars = Math.min(size, columns);
    return IntStream.range(0, bars)
        .mapToDouble(
            bar ->
                numbers.subList(bar * size / bars, (bar + 1) * size / bars).stream()
                    .mapToDouble(Double::doubleValue)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(Double.NaN))
        .toArray();
  }

  private static String bar(double number, double lowest, double highest) {
    if (!Double.isFinite(number)) {
      return " ";
    }
    double share = highest > lowest ? (number - lowest) / (highest - lowest) : 1;
    return String.valueOf(BARS.charAt((int) Math.round(share * (BARS.length() - 1))));
  }
}
