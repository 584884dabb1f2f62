package io.edgewise.search.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MovingDecayTest {

  /** (1 + t) / (10 + t): 0.1, 0.1818…, and above 0.99 from step 890 on. */
  @Test
  void aRampedDecayBeginsAtATenthAndStopsAtItsLimit() {
    MovingDecay decay = MovingDecay.rampedTo(0.99);

    assertThat(decay.after(0)).isEqualTo(0.1);
    assertThat(decay.after(1)).isEqualTo(2 / 11.0);
    assertThat(decay.after(889)).isLessThan(0.99);
    assertThat(decay.after(891)).isEqualTo(0.99);
    assertThat(decay.after(1_000_000)).isEqualTo(0.99);
  }

  @Test
  void aConstantDecayIsTheSameFromTheFirstStepOn() {
    assertThat(MovingDecay.constant(0.9).after(0)).isEqualTo(0.9);
  }

  @Test
  void aLimitOfOneWouldNeverMove() {
    assertThatThrownBy(() -> MovingDecay.rampedTo(1))
        .hasMessage("decay = 1.0: allowed is 0 to below 1");
  }
}
