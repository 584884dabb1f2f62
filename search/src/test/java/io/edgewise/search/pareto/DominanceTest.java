package io.edgewise.search.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DominanceTest {

  @Test
  void nowhereWorseAndSomewhereBetter() {
    assertThat(Dominance.dominates(new double[] {2, 2}, new double[] {2, 1})).isTrue();
    assertThat(Dominance.dominates(new double[] {2, 2}, new double[] {2, 2})).isFalse();
    assertThat(Dominance.dominates(new double[] {3, 1}, new double[] {2, 2})).isFalse();
  }

  @Test
  void threeFrontsByHand() {
    // (1,3) and (3,1) are the front; (1,1) lies below both, twice; (0,0) below all.
    List<double[]> points =
        List.of(
            new double[] {1, 1},
            new double[] {1, 3},
            new double[] {0, 0},
            new double[] {3, 1},
            new double[] {1, 1});
    assertThat(Dominance.ranks(points)).containsExactly(1, 0, 2, 0, 1);
    assertThat(Dominance.front(points)).containsExactly(1, 3);
  }

  @Test
  void noPointsNoFront() {
    assertThat(Dominance.ranks(List.of())).isEmpty();
    assertThat(Dominance.front(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aPointRanksOneBelowTheBestThatDominatesIt(long seed) {
    List<double[]> points = randomPoints(seed, 60, 3);
    int[] ranks = Dominance.ranks(points);
    for (int i = 0; i < points.size(); i++) {
      double[] point = points.get(i);
      int above =
          IntStream.range(0, points.size())
              .filter(j -> Dominance.dominates(points.get(j), point))
              .map(j -> ranks[j])
              .max()
              .orElse(-1);
      assertThat(ranks[i]).isEqualTo(above + 1);
    }
  }

  @Test
  void crowdingByHand() {
    // Along x: (3 - 0) / 4 for the second, (4 - 1) / 4 for the third; along y the same with 4.
    List<double[]> front =
        List.of(new double[] {0, 4}, new double[] {1, 3}, new double[] {3, 1}, new double[] {4, 0});
    assertThat(CrowdingDistance.of(front))
        .containsExactly(Double.POSITIVE_INFINITY, 1.5, 1.5, Double.POSITIVE_INFINITY);
    assertThat(CrowdingDistance.of(List.of())).isEmpty();
    assertThat(CrowdingDistance.of(List.of(new double[] {1, 1}))).containsExactly(0);
  }

  /** Coordinates on a coarse grid, so that ties and equal points occur. */
  static List<double[]> randomPoints(long seed, int count, int dimensions) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> random.ints(dimensions, 0, 8).mapToDouble(i -> i).toArray())
        .limit(count)
        .toList();
  }
}
