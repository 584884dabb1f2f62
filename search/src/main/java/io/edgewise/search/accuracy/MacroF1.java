package io.edgewise.search.accuracy;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The mean of F1 over the classes that have images: of class c, with t right answers, r images and
 * s images that were taken for it, F1 = 2 t / (r + s).
 *
 * <p>The standard error is by the delta method (Takahashi et al., Applied Intelligence 52, 2022):
 * one more image of class i that is answered j moves the mean of K classes by g = (2 [i = j] / d(i)
 * - F(i) / d(i) - F(j) / d(j)) / K with d = r + s, and the variance is the sum of g squared over
 * all images. As to a share, two images that are answered right and two that are answered wrong are
 * added to each class for it.
 */
final class MacroF1 {

  private final Confusion confusion;
  private final int[] present;
  private final boolean[] isPresent;
  private final double added;

  /**
   * @param added images that are added to each class on the right, and as many on the wrong side
   */
  private MacroF1(Confusion confusion, double added) {
    this.confusion = confusion;
    this.present = Estimates.present(confusion.answers().images());
    this.isPresent = new boolean[confusion.classes()];
    Arrays.stream(present).forEach(label -> isPresent[label] = true);
    this.added = added;
  }

  static Estimate of(Confusion confusion) {
    MacroF1 counted = new MacroF1(confusion, 0);
    int most = Arrays.stream(counted.present).map(confusion::images).max().orElseThrow();
    double guessing = 2.0 * most / (most + confusion.images()) / counted.present.length;
    double variance = new MacroF1(confusion, Estimates.ADDED).variance();
    return new Estimate(counted.mean(), Math.sqrt(variance), guessing);
  }

  private double mean() {
    return Arrays.stream(present).mapToDouble(this::f1).sum() / present.length;
  }

  private double f1(int label) {
    return 2 * count(label, label) / size(label);
  }

  /** Images of the class, and images that were taken for it. */
  private double size(int label) {
    return IntStream.range(0, confusion.classes())
        .mapToDouble(other -> count(label, other) + count(other, label))
        .sum();
  }

  private double count(int label, int answer) {
    int counted = confusion.count(label, answer);
    if (!isPresent[label]) {
      return counted;
    }
    return counted + (label == answer ? added : added / (confusion.classes() - 1));
  }

  private double variance() {
    int classes = confusion.classes();
    double[] size = new double[classes];
    double[] pull = new double[classes];
    for (int label : present) {
      size[label] = size(label);
      pull[label] = f1(label) / size[label];
    }
    double sum = 0;
    for (int label : present) {
      for (int answer = 0; answer < classes; answer++) {
        double right = label == answer ? 2 / size[label] : 0;
        double moves = (right - pull[label] - pull[answer]) / present.length;
        sum += count(label, answer) * moves * moves;
      }
    }
    return sum;
  }
}
