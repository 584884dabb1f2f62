package io.edgewise.search.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HypervolumeTest {

  @Test
  void aStaircaseByHand() {
    // 3 x 1 at the bottom, then 2 x 1, then 1 x 1.
    List<double[]> points = List.of(new double[] {1, 3}, new double[] {2, 2}, new double[] {3, 1});
    assertThat(Hypervolume.of(points, new double[] {0, 0})).isEqualTo(6);
  }

  @Test
  void twoBoxesByHand() {
    // 2*2*1 + 1*1*3 - 1*1*1.
    List<double[]> points = List.of(new double[] {2, 2, 1}, new double[] {1, 1, 3});
    assertThat(Hypervolume.of(points, new double[] {0, 0, 0})).isEqualTo(6);
  }

  @Test
  void whatDoesNotLieAboveTheReferenceCountsForNothing() {
    List<double[]> points = List.of(new double[] {5, 1}, new double[] {1, 5}, new double[] {3, 3});
    assertThat(Hypervolume.of(points, new double[] {1, 1})).isEqualTo(4);
    assertThat(Hypervolume.of(List.of(), new double[] {1, 1})).isZero();
  }

  @Test
  void latencyEntersNegated() {
    // 90 % at 2 ms and 80 % at 1 ms against 50 % at 4 ms.
    List<double[]> points = List.of(new double[] {0.9, -2}, new double[] {0.8, -1});
    assertThat(Hypervolume.of(points, new double[] {0.5, -4}))
        .isCloseTo(0.4 * 2 + 0.3 * 1, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,2", "4,3", "5,3", "6,3", "7,4", "8,4", "9,5"})
  void countsTheUnitCellsThatAreDominated(long seed, int dimensions) {
    List<double[]> points = DominanceTest.randomPoints(seed, 12, dimensions);
    double[] reference = new double[dimensions];
    assertThat(Hypervolume.of(points, reference))
        .isCloseTo(cellsBelow(points, new double[dimensions], 0), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"11,2", "12,2", "13,3", "14,4"})
  void aGainIsTheDifferenceItMakes(long seed, int dimensions) {
    List<double[]> points = DominanceTest.randomPoints(seed, 12, dimensions);
    double[] reference = new double[dimensions];
    for (double[] point : DominanceTest.randomPoints(seed + 100, 12, dimensions)) {
      List<double[]> with = new ArrayList<>(points);
      with.add(point);
      assertThat(Hypervolume.gain(point, points, reference))
          .isCloseTo(
              Hypervolume.of(with, reference) - Hypervolume.of(points, reference), within(1e-9));
    }
  }

  /** The oracle: a unit cell counts if some point reaches its upper corner. */
  private static long cellsBelow(List<double[]> points, double[] corner, int dimension) {
    if (dimension == corner.length) {
      return points.stream().anyMatch(p -> reaches(p, corner)) ? 1 : 0;
    }
    long cells = 0;
    for (int i = 1; i < 8; i++) {
      corner[dimension] = i;
      cells += cellsBelow(points, corner, dimension + 1);
    }
    return cells;
  }

  private static boolean reaches(double[] point, double[] corner) {
    for (int i = 0; i < corner.length; i++) {
      if (point[i] < corner[i]) {
        return false;
      }
    }
    return true;
  }
}
