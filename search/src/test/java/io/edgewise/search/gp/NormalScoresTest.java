package io.edgewise.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalScoresTest {

  @Test
  void threeValuesByHand() {
    // Ranks 3, 1, 2 of 3 are the quantiles 5/6, 1/6 and 1/2.
    assertThat(NormalScores.of(new double[] {90, 10, 70}).scores())
        .containsExactly(new double[] {0.967422, -0.967422, 0}, within(1e-6));
  }

  @Test
  void equalValuesShareTheirRank() {
    NormalScores scores = NormalScores.of(new double[] {5, 5, 5});
    assertThat(scores.scores()).containsExactly(new double[] {0, 0, 0}, within(1e-9));
  }

  @Test
  void readsAValueOffItsScoreAndGoesOnAboveTheBest() {
    NormalScores scores = NormalScores.of(new double[] {10, 70, 90});
    assertThat(scores.valueAt(0)).isCloseTo(70, within(1e-9));
    assertThat(scores.valueAt(0.967422 / 2)).isCloseTo(80, within(1e-4));
    assertThat(scores.valueAt(-5)).isEqualTo(10);
    assertThat(scores.valueAt(2 * 0.967422)).isCloseTo(110, within(1e-3));
  }
}
