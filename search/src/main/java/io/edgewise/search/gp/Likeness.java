package io.edgewise.search.gp;

import io.edgewise.search.space.Decision;
import io.edgewise.search.space.SearchSpace;
import java.util.List;

/**
 * A likeness tells how alike two spellings are: the mean over the decisions of 1 where both chose
 * the same (or neither met the decision) and 0 where not. Where the options are numbers in order,
 * such as kernel sizes or layers, near ones are half as good as the same: a half times 1 - distance
 * / largest distance, in ranks.
 */
public final class Likeness {

  private static final double ORDER = 0.5;

  /**
   * One square a decision, side by side: by one option's index + 1, then the other's; 0 stands for
   * "not met".
   */
  private final double[] table;

  private final int[] first;
  private final int[] width;

  public Likeness(SearchSpace space) {
    List<Decision> decisions = space.decisions();
    this.first = new int[decisions.size()];
    this.width = new int[decisions.size()];
    int length = 0;
    for (int d = 0; d < first.length; d++) {
      first[d] = length;
      width[d] = decisions.get(d).options().size() + 1;
      length += width[d] * width[d];
    }
    this.table = new double[length];
    for (int d = 0; d < first.length; d++) {
      fill(first[d], decisions.get(d).options(), 1.0 / first.length);
    }
  }

  /** Returns the likeness of two spellings, in [0, 1]; it is 1 for equal ones. */
  double of(int[] a, int[] b) {
    double sum = 0;
    for (int d = 0; d < first.length; d++) {
      sum += table[first[d] + (a[d] + 1) * width[d] + b[d] + 1];
    }
    return sum;
  }

  private void fill(int from, List<String> options, double weight) {
    int n = options.size();
    boolean ordered = n > 2 && areIncreasingNumbers(options);
    table[from] = weight;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double near = ordered ? ORDER * (1 - Math.abs(i - j) / (n - 1.0)) : 0;
        table[from + (i + 1) * (n + 1) + j + 1] = weight * (i == j ? 1 : near);
      }
    }
  }

  private static boolean areIncreasingNumbers(List<String> options) {
    double last = Double.NEGATIVE_INFINITY;
    for (String option : options) {
      if (!option.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
        return false;
      }
      double value = Double.parseDouble(option);
      if (value <= last) {
        return false;
      }
      last = value;
    }
    return true;
  }
}
