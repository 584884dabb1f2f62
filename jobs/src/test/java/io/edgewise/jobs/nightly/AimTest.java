package io.edgewise.jobs.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.evaluation.Constraints;
import org.junit.jupiter.api.Test;

class AimTest {

  private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

  @Test
  void tellsTargetAndLimits() {
    assertThat(new Aim(8, Constraints.NONE, NO_LIMIT)).hasToString("target 8.00 ms; limits: none");
    assertThat(new Aim(8, new Constraints(10, 2_500_000, 65_536), 0.05))
        .hasToString(
            "target 8.00 ms; limits: latency 10.00 ms, streamed parameters 2,500,000 bytes,"
                + " activation memory 65,536 bytes a tile, int8 loss 5.00 points");
  }

  /** Up to 8.8 ms are a tenth over a target of 8 ms. */
  @Test
  void aTenthOverTheTargetIsClose() {
    Aim aim = new Aim(8, Constraints.NONE, NO_LIMIT);
    assertThat(aim.isMetBy(8)).isTrue();
    assertThat(aim.isMissedClosely(8)).isFalse();
    assertThat(aim.isMissedClosely(8.7)).isTrue();
    assertThat(aim.isMissedClosely(8.9)).isFalse();
  }
}
