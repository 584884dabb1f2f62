package io.edgewise.search.accuracy;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The formulas of the metrics. A class without images takes no part in a mean over classes.
 *
 * <p>A share of x of n images has the standard error sqrt(q (1 - q) / (n + 4)) with q = (x + 2) /
 * (n + 4) (Agresti and Coull, The American Statistician 52, 1998, by whom two images are added on
 * either side): unlike sqrt(p (1 - p) / n) it is not 0 where all of a few images are right.
 */
final class Estimates {

  /** Images that are added on either side. */
  static final double ADDED = 2;

  private Estimates() {}

  static Estimate of(AccuracyMetric metric, Confusion confusion) {
    return switch (metric) {
      case TOP_1 -> share(confusion.right(), confusion, 1);
      case TOP_5 -> share(confusion.amongFive(), confusion, AccuracyMetric.FIVE);
      case BALANCED -> balanced(confusion.answers());
      case MACRO_F1 -> MacroF1.of(confusion);
    };
  }

  private static Estimate share(int hits, Confusion confusion, int answers) {
    int images = confusion.images();
    int guessed =
        IntStream.range(0, confusion.classes())
            .mapToObj(confusion::images)
            .sorted(Comparator.reverseOrder())
            .limit(answers)
            .mapToInt(Integer::intValue)
            .sum();
    return new Estimate(
        (double) hits / images, Math.sqrt(variance(hits, images)), (double) guessed / images);
  }

  /**
   * The mean of independent shares, one a class: its variance is the sum of theirs over the square
   * of their number. Guessing gets all of one class and none of the others.
   */
  static Estimate balanced(Answers answers) {
    int[] present = present(answers.images());
    double sum = 0;
    double variance = 0;
    for (int label : present) {
      int images = answers.images().get(label);
      int right = answers.right().get(label);
      sum += (double) right / images;
      variance += variance(right, images);
    }
    double classes = present.length;
    return new Estimate(sum / classes, Math.sqrt(variance) / classes, 1 / classes);
  }

  /** Classes that have images. */
  static int[] present(List<Integer> images) {
    return IntStream.range(0, images.size()).filter(label -> images.get(label) > 0).toArray();
  }

  private static double variance(int hits, int images) {
    double total = images + 2 * ADDED;
    double share = (hits + ADDED) / total;
    return share * (1 - share) / total;
  }
}
