package io.edgewise.sim.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Intervals from what held-out networks show. */
class UncertaintyTest {

  /** Nine networks, measured 1, 2 … 9 % above the prediction: each tenth is one of them. */
  @Test
  void eachOfNineNetworksIsATenth() {
    double[] predicted = new double[9];
    double[] measured = new double[9];
    for (int i = 0; i < 9; i++) {
      predicted[i] = 10;
      measured[i] = 10 * (1 + (9 - i) / 100.0);
    }

    Uncertainty uncertainty = Uncertainty.of(predicted, measured);

    for (int i = 0; i < 9; i++) {
      assertThat(uncertainty.factors().get(i)).isCloseTo(1.01 + i / 100.0, within(1e-12));
    }
    assertThat(uncertainty.factor(0)).isEqualTo(1);
    assertThat(uncertainty.factor(0.45)).isCloseTo(1.045, within(1e-9));
    Uncertainty.Interval interval = uncertainty.around(109, 0.9);
    assertThat(interval.low()).isCloseTo(100, within(1e-9));
    assertThat(interval.high()).isCloseTo(118.81, within(1e-9));
  }

  @Test
  void whatIsMeasuredBelowCountsAsWhatIsMeasuredAbove() {
    double[] ones = new double[20];
    double[] twos = new double[20];
    Arrays.fill(ones, 1);
    Arrays.fill(twos, 2);
    assertThat(Uncertainty.of(ones, twos)).isEqualTo(Uncertainty.of(twos, ones));
  }

  /** The 18th largest of 19 exchangeable errors bounds a 20th nine times out of ten. */
  @Test
  void nineOfTenOtherNetworksLieInside() {
    Random random = new Random(7);
    int inside = 0;
    for (int trial = 0; trial < 4000; trial++) {
      double[] measured = random.doubles(20, 0.8, 1.2).toArray();
      double[] predicted = new double[19];
      Arrays.fill(predicted, 1);
      Uncertainty uncertainty = Uncertainty.of(predicted, Arrays.copyOf(measured, 19));
      Uncertainty.Interval interval = uncertainty.around(1, 0.9);
      inside += interval.low() <= measured[19] && measured[19] <= interval.high() ? 1 : 0;
    }
    assertThat(inside / 4000.0).isBetween(0.88, 0.92);
  }

  @Test
  void ofFewerThanNineNetworksNothingIsKnown() {
    assertThat(Uncertainty.of(new double[8], new double[8])).isEqualTo(Uncertainty.UNKNOWN);
    assertThatThrownBy(() -> Uncertainty.UNKNOWN.factor(0.5))
        .hasMessage("a confidence of 0.5 of 0 factors");
  }
}
