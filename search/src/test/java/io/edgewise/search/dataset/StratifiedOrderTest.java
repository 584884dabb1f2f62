package io.edgewise.search.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedOrderTest {

  /** Classes of 10, 20 and 70 in 100 images, sorted by class, as a folder lists them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPrefixHoldsTheClassesInProportion(long seed) {
    int[] labels = IntStream.range(0, 100).map(i -> i < 10 ? 0 : i < 30 ? 1 : 2).toArray();
    int[] order = StratifiedOrder.of(labels, 3, seed);

    assertThat(Arrays.stream(order).sorted().toArray())
        .isEqualTo(IntStream.range(0, 100).toArray());
    double[] shares = {0.1, 0.2, 0.7};
    int[] seen = new int[3];
    for (int n = 1; n <= order.length; n++) {
      seen[labels[order[n - 1]]]++;
      for (int c = 0; c < 3; c++) {
        assertThat((double) seen[c]).isCloseTo(n * shares[c], within(2.0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSeedAloneDecides(long seed) {
    SplittableRandom random = new SplittableRandom(9);
    int[] labels = random.ints(500, 0, 7).toArray();
    assertThat(StratifiedOrder.of(labels, 7, seed))
        .isEqualTo(StratifiedOrder.of(labels, 7, seed))
        .isNotEqualTo(StratifiedOrder.of(labels, 7, seed + 1));
  }

  /** An empty class is no error: labels of a file need not use every number. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void classesMayBeEmpty(int only) {
    int[] labels = {only, only, only};
    assertThat(StratifiedOrder.of(labels, 3, 1)).containsExactlyInAnyOrder(0, 1, 2);
  }
}
