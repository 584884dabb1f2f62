package io.edgewise.search.controller.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingFrontTest {

  private static final double NEVER = Double.NEGATIVE_INFINITY;

  /** Two trials at 2 and 4 ms, and a candidate at 6 ms that the reference goes by. */
  private final GrowingFront front =
      GrowingFront.of(
          List.of(new double[] {0.5, -2}, new double[] {0.6, -4}, new double[] {0.9, NEVER}),
          List.of(new double[] {0.5, -6}));

  @Test
  void theGainIsTheAreaThatAPointAdds() {
    // Above (0.5, -6) lie 0.1 x 2; with 0.2 x 3 the first is covered.
    assertThat(front.gain(new double[] {0.7, -3})).isCloseTo(0.2 * 3 - 0.1 * 2, within(1e-12));
    assertThat(front.gain(new double[] {0.6, -5})).as("dominated").isZero();
    assertThat(front.extent()).isCloseTo(0.1 * 4, within(1e-12));
  }

  @Test
  void whatWasPickedIsNotGainedTwice() {
    double[] point = {0.7, -3};
    front.add(point);
    assertThat(front.gain(point)).isCloseTo(0, within(1e-12));
  }

  @Test
  void whatBreaksALimitGainsNothingAndTakesNoPlace() {
    assertThat(front.gain(new double[] {1, NEVER})).isZero();
    front.add(new double[] {1, NEVER});
    assertThat(front.gain(new double[] {0.7, -3})).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void whereNothingIsKnownNothingIsGained() {
    GrowingFront empty = GrowingFront.of(List.of(), List.of(new double[] {0.5, NEVER}));
    assertThat(empty.gain(new double[] {0.5, NEVER})).isZero();
    assertThat(empty.extent()).isEqualTo(1);
  }
}
