package io.edgewise.sim.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Figures of agreement. */
class AccuracyTest {

  /**
   * Errors of +4 %, -50 % and 0: 18 % on average, two of three within 10 %. Ranks 1 3 2 against 1 2
   * 3: Spearman 1 - 6 * 2 / (3 * 8) = 0.5, one discordant of three pairs: Kendall 1 / 3.
   */
  @Test
  void figuresByHand() {
    Accuracy accuracy = Accuracy.of(new double[] {1.04, 5, 3}, new double[] {1, 2, 3});
    Accuracy halved = Accuracy.of(new double[] {1.04, 1, 3}, new double[] {1, 2, 3});

    assertThat(halved.mapePercent()).isCloseTo(18, within(1e-9));
    assertThat(halved.within10Percent()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(accuracy.spearman()).isCloseTo(0.5, within(1e-9));
    assertThat(accuracy.kendall()).isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void theWorstComesFirst() {
    assertThat(Accuracy.worstFirst(new double[] {1, 9, 2}, new double[] {1, 3, 4}))
        .containsExactly(1, 2, 0);
  }

  @Test
  void nothingPredictedForNothingMeasuredIsRight() {
    assertThat(Accuracy.error(0, 0)).isZero();
    assertThat(Accuracy.error(5, 0)).isEqualTo(1);
  }

  @Test
  void pairsMustBePairs() {
    assertThatThrownBy(() -> Accuracy.of(new double[1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 predictions for 2 measurements");
  }
}
