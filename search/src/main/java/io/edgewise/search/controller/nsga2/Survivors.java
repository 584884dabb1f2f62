package io.edgewise.search.controller.nsga2;

import io.edgewise.search.controller.archive.Archive.Entry;
import io.edgewise.search.pareto.CrowdingDistance;
import io.edgewise.search.pareto.Dominance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A population in the order of NSGA-II's crowded comparison (Deb et al. 2002, section III-B): lower
 * rank first, and within a rank those that are more alone.
 *
 * @param entries best first
 */
record Survivors(List<Entry> entries) {

  /** Sorts, and keeps the first {@code count}. */
  static Survivors of(List<Entry> all, int count) {
    List<double[]> points = all.stream().map(Entry::values).toList();
    int[] ranks = Dominance.ranks(points);
    double[] crowding = crowding(points, ranks);
    List<Entry> sorted =
        IntStream.range(0, all.size())
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer i) -> ranks[i])
                    .thenComparing(
                        Comparator.comparingDouble((Integer i) -> crowding[i]).reversed()))
            .limit(count)
            .map(all::get)
            .toList();
    return new Survivors(sorted);
  }

  private static double[] crowding(List<double[]> points, int[] ranks) {
    double[] crowding = new double[ranks.length];
    int worst = Arrays.stream(ranks).max().orElse(-1);
    for (int rank = 0; rank <= worst; rank++) {
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < ranks.length; i++) {
        if (ranks[i] == rank) {
          members.add(i);
        }
      }
      double[] distances = CrowdingDistance.of(members.stream().map(points::get).toList());
      for (int i = 0; i < distances.length; i++) {
        crowding[members.get(i)] = distances[i];
      }
    }
    return crowding;
  }
}
