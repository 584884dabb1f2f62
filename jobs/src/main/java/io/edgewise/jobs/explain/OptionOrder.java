package io.edgewise.jobs.explain;

import java.util.Comparator;

/** The order in which a decision's options are shown: numbers by their size, then words. */
public final class OptionOrder {

  /** Numbers by their size, words after every number and by the alphabet. */
  public static final Comparator<String> BY_SIZE =
      Comparator.comparingDouble(OptionOrder::size).thenComparing(Comparator.naturalOrder());

  private OptionOrder() {}

  static boolean isNumber(String option) {
    return Double.isFinite(size(option));
  }

  private static double size(String option) {
    try {
      return Double.parseDouble(option);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
