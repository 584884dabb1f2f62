package io.edgewise.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianTest {

  @ParameterizedTest
  @CsvSource({"0.5,0", "0.975,1.959964", "0.025,-1.959964", "0.001,-3.090232", "0.999,3.090232"})
  void quantileAndCumulativeAreInverse(double p, double x) {
    assertThat(Gaussian.quantile(p)).isCloseTo(x, within(1e-6));
    assertThat(Gaussian.cumulative(x)).isCloseTo(p, within(1e-6));
  }

  @Test
  void atTheBestTheExpectedExcessIsTheDensity() {
    assertThat(Gaussian.expectedExcess(1, 2, 1)).isCloseTo(2 * 0.39894228, within(1e-6));
  }

  @Test
  void farAboveItIsTheDistanceAndFarBelowNothing() {
    assertThat(Gaussian.expectedExcess(9, 0.5, 1)).isCloseTo(8, within(1e-6));
    assertThat(Gaussian.expectedExcess(-9, 0.5, 1)).isCloseTo(0, within(1e-9));
  }
}
