package io.edgewise.search.fidelity;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Networks that differ as much as they can: from a random pool, again and again the one whose
 * closest neighbour among the chosen, by decisions that differ, is farthest (Gonzalez, Clustering
 * to minimize the maximum intercluster distance, 1985).
 */
public final class DiverseSample {

  /** Random networks drawn for each one that is chosen. */
  private static final int POOL = 20;

  private DiverseSample() {}

  /** Draws as many different networks as are asked for; fewer if chance meets no more. */
  public static List<Architecture> of(SearchSpace space, int count, RandomGenerator random) {
    Map<ArchitectureId, Architecture> pool = new LinkedHashMap<>();
    for (int i = 0; i < POOL * count; i++) {
      Architecture drawn = space.sample(random);
      pool.putIfAbsent(drawn.id(), drawn);
    }
    List<Architecture> left = List.copyOf(pool.values());
    double[][] codes = left.stream().map(space::encode).toArray(double[][]::new);
    double[] closest = new double[codes.length];
    Arrays.fill(closest, Double.POSITIVE_INFINITY);
    List<Architecture> chosen = new ArrayList<>();
    int next = 0;
    while (chosen.size() < Math.min(count, codes.length)) {
      chosen.add(left.get(next));
      double[] last = codes[next];
      for (int i = 0; i < codes.length; i++) {
        closest[i] = Math.min(closest[i], distance(codes[i], last));
      }
      next = farthest(closest);
    }
    return chosen;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }

  private static int farthest(double[] closest) {
    int best = 0;
    for (int i = 1; i < closest.length; i++) {
      if (closest[i] > closest[best]) {
        best = i;
      }
    }
    return best;
  }
}
