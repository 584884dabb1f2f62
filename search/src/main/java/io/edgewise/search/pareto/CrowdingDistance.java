package io.edgewise.search.pareto;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The crowding distance tells how alone each point of a front is (Deb et al., IEEE TEVC 6(2), 2002,
 * section III-B).
 */
public final class CrowdingDistance {

  private CrowdingDistance() {}

  /**
   * Sum over the coordinates of the distance between a point's two neighbours in that coordinate,
   * relative to the front's extent.
   *
   * @param front points of equal length
   * @return one distance a point, infinite for the ends of a coordinate; a coordinate without
   *     extent, and one that is infinite, counts for nothing
   */
  public static double[] of(List<double[]> front) {
    double[] distances = new double[front.size()];
    int dimensions = front.isEmpty() ? 0 : front.get(0).length;
    for (int dimension = 0; dimension < dimensions; dimension++) {
      addAlong(front, dimension, distances);
    }
    return distances;
  }

  private static void addAlong(List<double[]> front, int dimension, double[] distances) {
    List<Integer> order =
        IntStream.range(0, front.size())
            .filter(i -> Double.isFinite(front.get(i)[dimension]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> front.get(i)[dimension]))
            .toList();
    if (order.isEmpty()) {
      return;
    }
    int last = order.size() - 1;
    double extent = front.get(order.get(last))[dimension] - front.get(order.get(0))[dimension];
    if (extent == 0) {
      return;
    }
    distances[order.get(0)] = Double.POSITIVE_INFINITY;
    distances[order.get(last)] = Double.POSITIVE_INFINITY;
    for (int i = 1; i < last; i++) {
      double above = front.get(order.get(i + 1))[dimension];
      double below = front.get(order.get(i - 1))[dimension];
      distances[order.get(i)] += (above - below) / extent;
    }
  }
}
