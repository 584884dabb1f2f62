package io.edgewise.jobs.page;

import java.util.List;
import java.util.OptionalInt;

/**
 * The knee of a front is where more of the one begins to cost much of the other: the point that
 * lies farthest beyond the line between the front's two ends, both axes scaled to the front's
 * extent (Das, Structural Optimization 18, 1999).
 */
final class Knee {

  private Knee() {}

  /**
   * Finds the knee.
   *
   * @param front latency and accuracy of each point, fastest first, so that both grow
   * @return its place in the front; empty if no point lies beyond the line
   */
  static OptionalInt of(List<double[]> front) {
    if (front.size() < 3) {
      return OptionalInt.empty();
    }
    double[] low = front.get(0);
    double[] high = front.get(front.size() - 1);
    int knee = -1;
    double farthest = 1e-9;
    for (int i = 1; i < front.size() - 1; i++) {
      double[] point = front.get(i);
      double slower = (point[0] - low[0]) / (high[0] - low[0]);
      double better = (point[1] - low[1]) / (high[1] - low[1]);
      if (better - slower > farthest) {
        farthest = better - slower;
        knee = i;
      }
    }
    return knee < 0 ? OptionalInt.empty() : OptionalInt.of(knee);
  }
}
