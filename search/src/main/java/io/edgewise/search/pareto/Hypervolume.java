package io.edgewise.search.pareto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that is dominated by a set of points and lies above a reference point: the one number
 * that grows whenever a front gets better (Zitzler and Thiele, IEEE TEVC 3(4), 1999). Exact in any
 * dimension: a sweep in two, the WFG algorithm (While, Bradstreet and Barone, IEEE TEVC 16(1),
 * 2012) above.
 */
public final class Hypervolume {

  private Hypervolume() {}

  /**
   * The hypervolume of points whose every coordinate is to be large.
   *
   * @param points those not above the reference in every coordinate count for nothing
   * @param reference at least one coordinate
   */
  public static double of(List<double[]> points, double[] reference) {
    List<double[]> above = new ArrayList<>();
    for (double[] point : points) {
      double[] extent = new double[reference.length];
      boolean inside = true;
      for (int i = 0; i < reference.length; i++) {
        extent[i] = point[i] - reference[i];
        inside &= extent[i] > 0;
      }
      if (inside) {
        above.add(extent);
      }
    }
    return aboveOrigin(front(above));
  }

  /**
   * Returns what a point adds to the hypervolume of others.
   *
   * @param front the others
   */
  public static double gain(double[] point, List<double[]> front, double[] reference) {
    List<double[]> limited = front.stream().map(other -> minimum(other, point)).toList();
    return of(List.of(point), reference) - of(limited, reference);
  }

  private static double aboveOrigin(List<double[]> front) {
    if (front.isEmpty()) {
      return 0;
    }
    if (front.get(0).length == 2) {
      return sweep(front);
    }
    double volume = 0;
    for (int i = 0; i < front.size(); i++) {
      volume += exclusive(front.get(i), front.subList(i + 1, front.size()));
    }
    return volume;
  }

  /** Staircase from the widest point to the narrowest; the front's heights then only grow. */
  private static double sweep(List<double[]> front) {
    List<double[]> byWidth = new ArrayList<>(front);
    byWidth.sort(Comparator.comparingDouble((double[] p) -> p[0]).reversed());
    double area = 0;
    double height = 0;
    for (double[] point : byWidth) {
      if (point[1] > height) {
        area += point[0] * (point[1] - height);
        height = point[1];
      }
    }
    return area;
  }

  /**
   * Returns the volume that a point dominates and none of the others do: its box less what they cut
   * out of it.
   */
  private static double exclusive(double[] point, List<double[]> others) {
    double box = 1;
    for (double extent : point) {
      box *= extent;
    }
    List<double[]> limited = new ArrayList<>();
    for (double[] other : others) {
      limited.add(minimum(other, point));
    }
    return box - aboveOrigin(front(limited));
  }

  private static double[] minimum(double[] a, double[] b) {
    double[] minimum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      minimum[i] = Math.min(a[i], b[i]);
    }
    return minimum;
  }

  /** The points that no other dominates, each once. */
  private static List<double[]> front(List<double[]> points) {
    List<double[]> front = new ArrayList<>();
    for (double[] point : points) {
      if (front.stream().noneMatch(p -> covers(p, point))) {
        front.removeIf(p -> covers(point, p));
        front.add(point);
      }
    }
    return front;
  }

  private static boolean covers(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] < b[i]) {
        return false;
      }
    }
    return true;
  }
}
