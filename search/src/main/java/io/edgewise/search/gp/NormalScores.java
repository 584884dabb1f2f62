package io.edgewise.search.gp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Values as quantiles of a normal distribution, by their rank (van der Waerden scores; used for
 * hyperparameter search by Salinas et al., arXiv 1909.13595). Accuracies have a long tail of
 * hopeless networks that would otherwise use up a surrogate's range, and scores mean the same on
 * every data set.
 */
public final class NormalScores {

  private final double[] scores;
  private final double[] sortedValues;
  private final double[] sortedScores;

  private NormalScores(double[] scores, double[] sortedValues, double[] sortedScores) {
    this.scores = scores;
    this.sortedValues = sortedValues;
    this.sortedScores = sortedScores;
  }

  /** The scores of the values, in their order; equal values share the mean of their ranks. */
  public static NormalScores of(double[] values) {
    int n = values.length;
    Integer[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toArray(Integer[]::new);
    double[] scores = new double[n];
    for (int from = 0; from < n; ) {
      int to = from;
      while (to < n && values[order[to]] == values[order[from]]) {
        to++;
      }
      double score = Gaussian.quantile((from + to) / 2.0 / n);
      for (int i = from; i < to; i++) {
        scores[order[i]] = score;
      }
      from = to;
    }
    double[] sortedValues = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    double[] sortedScores = Arrays.stream(order).mapToDouble(i -> scores[i]).toArray();
    return new NormalScores(scores, sortedValues, sortedScores);
  }

  /** One score a value, in the order of the values. */
  public double[] scores() {
    return scores;
  }

  /** The score of the largest value. */
  public double best() {
    return sortedScores[sortedScores.length - 1];
  }

  /**
   * The value at a score: linear between the values seen, and on with the slope of the upper half
   * above them.
   */
  public double valueAt(double score) {
    int last = sortedValues.length - 1;
    if (score <= sortedScores[0]) {
      return sortedValues[0];
    }
    if (score >= sortedScores[last]) {
      int middle = last / 2;
      double rise = sortedValues[last] - sortedValues[middle];
      double run = sortedScores[last] - sortedScores[middle];
      return sortedValues[last] + (run > 0 ? rise / run * (score - sortedScores[last]) : 0);
    }
    int above = 1;
    while (sortedScores[above] < score) {
      above++;
    }
    double run = sortedScores[above] - sortedScores[above - 1];
    double share = run > 0 ? (score - sortedScores[above - 1]) / run : 1;
    return sortedValues[above - 1] + share * (sortedValues[above] - sortedValues[above - 1]);
  }
}
