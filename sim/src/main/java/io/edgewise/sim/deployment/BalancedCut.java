package io.edgewise.sim.deployment;

import java.util.Arrays;

/**
 * A balanced cut divides a sequence into runs so that the costliest run costs least, by dynamic
 * programming over where the last run begins: {@code least(k, to) = min over from of max(least(k -
 * 1, from), cost(from, to))}. Of equal cuts it is one whose later runs are shorter.
 */
final class BalancedCut {

  /** The cost of a run; a longer one need not cost more. */
  interface Cost {

    /** The cost of the elements from one, inclusive, to another, exclusive; may be infinite. */
    double of(int from, int to);

    /** No more than {@link #of}, and no less for a longer run: what need not be asked for. */
    double atLeast(int from, int to);
  }

  private final int length;
  private final int runs;
  private final Cost cost;
  private final double[][] least;
  private final int[][] begin;

  private BalancedCut(int length, int runs, Cost cost) {
    this.length = length;
    this.runs = runs;
    this.cost = cost;
    this.least = new double[runs + 1][length + 1];
    this.begin = new int[runs + 1][length + 1];
    for (double[] row : least) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
  }

  /**
   * Finds where each run begins, the first one's 0 included.
   *
   * @param runs at least 1, at most one an element
   */
  static int[] of(int length, int runs, Cost cost) {
    if (runs < 1 || runs > length) {
      throw new IllegalArgumentException(runs + " runs of " + length + " elements");
    }
    return new BalancedCut(length, runs, cost).run();
  }

  private int[] run() {
    double bound = evenly();
    for (int to = 1; to <= length; to++) {
      least[1][to] = cost.atLeast(0, to) > bound ? Double.POSITIVE_INFINITY : cost.of(0, to);
      for (int from = to - 1; from > 0 && cost.atLeast(from, to) <= bound; from--) {
        append(from, to, cost.of(from, to));
      }
    }
    int[] begins = new int[runs];
    int to = length;
    for (int k = runs; k > 0; k--) {
      begins[k - 1] = begin[k][to];
      to = begin[k][to];
    }
    return begins;
  }

  private void append(int from, int to, double run) {
    for (int k = 2; k <= runs; k++) {
      double costliest = Math.max(least[k - 1][from], run);
      if (costliest < least[k][to]) {
        least[k][to] = costliest;
        begin[k][to] = from;
      }
    }
  }

  /** The costliest of runs that are equal by the lower bound: no better cut has a costlier one. */
  private double evenly() {
    double share = cost.atLeast(0, length) / runs;
    double costliest = 0;
    int from = 0;
    for (int k = 1; k <= runs; k++) {
      int to = from + 1;
      while (to < length - (runs - k) && cost.atLeast(0, to) < k * share) {
        to++;
      }
      to = k == runs ? length : to;
      costliest = Math.max(costliest, cost.of(from, to));
      from = to;
    }
    return costliest;
  }
}
