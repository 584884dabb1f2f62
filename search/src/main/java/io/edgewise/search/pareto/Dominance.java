package io.edgewise.search.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pareto dominance between points whose every coordinate is to be large; what is to be small, such
 * as a latency, enters negated.
 */
public final class Dominance {

  private Dominance() {}

  /** Returns whether a is nowhere worse than b and somewhere better. */
  public static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int i = 0; i < a.length; i++) {
      if (a[i] < b[i]) {
        return false;
      }
      better |= a[i] > b[i];
    }
    return better;
  }

  /**
   * Non-dominated sorting (Deb et al., IEEE TEVC 6(2), 2002, section III-A): rank 0 for the front,
   * rank 1 for the front of what is left, and so on. Equal points have equal ranks.
   *
   * @return one rank a point, in the points' order
   */
  public static int[] ranks(List<double[]> points) {
    int[] ranks = new int[points.size()];
    Arrays.fill(ranks, -1);
    int ranked = 0;
    for (int rank = 0; ranked < points.size(); rank++) {
      List<Integer> front = frontOfUnranked(points, ranks);
      for (int index : front) {
        ranks[index] = rank;
      }
      ranked += front.size();
    }
    return ranks;
  }

  /** The places of the points that no other dominates, in the points' order. */
  public static List<Integer> front(List<double[]> points) {
    int[] unranked = new int[points.size()];
    Arrays.fill(unranked, -1);
    return frontOfUnranked(points, unranked);
  }

  private static List<Integer> frontOfUnranked(List<double[]> points, int[] ranks) {
    List<Integer> front = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if (ranks[i] < 0 && isUndominated(points, ranks, i)) {
        front.add(i);
      }
    }
    return front;
  }

  private static boolean isUndominated(List<double[]> points, int[] ranks, int index) {
    for (int j = 0; j < points.size(); j++) {
      if (ranks[j] < 0 && dominates(points.get(j), points.get(index))) {
        return false;
      }
    }
    return true;
  }
}
