package io.edgewise.sim.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sequence is cut so that its costliest run costs least. */
class BalancedCutTest {

  /** 2 3 4 5 1: [2 3] [4] [5 1] costs 6, as little as any three runs can. */
  @Test
  void theCostliestRunCostsLeast() {
    assertThat(BalancedCut.of(5, 3, new Sums(0, 2, 3, 4, 5, 1))).containsExactly(0, 2, 3);
  }

  /** A cut costs 2: 2 2 2 | 2 takes 6 and 4, 2 2 | 2 2 takes 4 and 6; the later run is shorter. */
  @Test
  void ofEqualCutsTheLaterRunIsShorter() {
    assertThat(BalancedCut.of(4, 2, new Sums(2, 2, 2, 2, 2))).containsExactly(0, 3);
  }

  @Test
  void asManyRunsAsElementsAreOneEach() {
    assertThat(BalancedCut.of(3, 3, new Sums(0, 1, 1, 9))).containsExactly(0, 1, 2);
    assertThat(BalancedCut.of(3, 1, new Sums(0, 1, 1, 9))).containsExactly(0);
  }

  /** Every cut is tried: 500 sequences, with costs of cuts, with elements that cost nothing. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void noOtherCutIsBetter(int runs) {
    Random random = new Random(19);
    for (int trial = 0; trial < 500; trial++) {
      int length = runs + random.nextInt(7);
      int[] elements = random.ints(length, 0, 8).toArray();
      Sums cost = new Sums(random.nextInt(4), elements);

      int[] begins = BalancedCut.of(length, runs, cost);

      assertThat(begins).hasSize(runs).startsWith(0);
      assertThat(costliest(begins, length, cost))
          .as(Arrays.toString(elements))
          .isEqualTo(least(0, length, runs, cost));
    }
  }

  @Test
  void moreRunsThanElementsAreRefused() {
    assertThatThrownBy(() -> BalancedCut.of(3, 4, new Sums(0, 1, 1, 1)))
        .hasMessage("4 runs of 3 elements");
    assertThatThrownBy(() -> BalancedCut.of(3, 0, new Sums(0, 1, 1, 1)))
        .hasMessage("0 runs of 3 elements");
  }

  private static double costliest(int[] begins, int length, BalancedCut.Cost cost) {
    double costliest = 0;
    for (int k = 0; k < begins.length; k++) {
      int to = k + 1 < begins.length ? begins[k + 1] : length;
      assertThat(to).isGreaterThan(begins[k]);
      costliest = Math.max(costliest, cost.of(begins[k], to));
    }
    return costliest;
  }

  private static double least(int from, int length, int runs, BalancedCut.Cost cost) {
    if (runs == 1) {
      return cost.of(from, length);
    }
    double least = Double.POSITIVE_INFINITY;
    for (int to = from + 1; to <= length - runs + 1; to++) {
      double costliest = Math.max(cost.of(from, to), least(to, length, runs - 1, cost));
      least = Math.min(least, costliest);
    }
    return least;
  }

  /** Elements add up; a cut costs the run that begins at it an odd element's worth more. */
  private record Sums(int cut, int... elements) implements BalancedCut.Cost {

    @Override
    public double of(int from, int to) {
      return atLeast(from, to) + (from > 0 ? cut * (1 + from % 2) : 0);
    }

    @Override
    public double atLeast(int from, int to) {
      return Arrays.stream(elements, from, to).sum();
    }
  }
}
