package io.edgewise.search.controller.bayes;

import io.edgewise.search.pareto.Dominance;
import io.edgewise.search.pareto.Hypervolume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The front of one accelerator while a batch is chosen; what lies infinitely low is not on it. */
final class GrowingFront {

  private final List<double[]> points = new ArrayList<>();
  private final double[] reference;
  private final double extent;

  private GrowingFront(double[] reference, double extent) {
    this.reference = reference;
    this.extent = extent;
  }

  /**
   * Makes the front of what was seen.
   *
   * @param ahead where candidates lie at the worst accuracy seen; with the seen they say how low
   *     the reference is
   */
  static GrowingFront of(List<double[]> seen, List<double[]> ahead) {
    List<double[]> there = seen.stream().filter(GrowingFront::isThere).toList();
    List<double[]> all = new ArrayList<>(there);
    ahead.stream().filter(GrowingFront::isThere).forEach(all::add);
    if (all.isEmpty()) {
      return new GrowingFront(new double[0], 1);
    }
    double[] lowest = all.get(0).clone();
    double[] highest = all.get(0).clone();
    for (double[] point : all) {
      for (int i = 0; i < point.length; i++) {
        lowest[i] = Math.min(lowest[i], point[i]);
        highest[i] = Math.max(highest[i], point[i]);
      }
    }
    double extent = 1;
    for (int i = 0; i < lowest.length; i++) {
      // A coordinate in which nothing differs says nothing of how wide the front lies.
      extent *= highest[i] > lowest[i] ? highest[i] - lowest[i] : 1;
    }
    GrowingFront front = new GrowingFront(lowest, extent);
    Dominance.front(there).forEach(i -> front.points.add(there.get(i)));
    return front;
  }

  /** Volume of the box that everything seen and ahead lies in. */
  double extent() {
    return extent;
  }

  /** Returns what a point would add to the hypervolume. */
  double gain(double[] point) {
    return isThere(point) ? Hypervolume.gain(point, points, reference) : 0;
  }

  /** Adds a point if it is on the front. */
  void add(double[] point) {
    if (isThere(point) && points.stream().noneMatch(p -> Dominance.dominates(p, point))) {
      points.removeIf(p -> Dominance.dominates(point, p));
      points.add(point);
    }
  }

  private static boolean isThere(double[] point) {
    return Arrays.stream(point).allMatch(Double::isFinite);
  }
}
