package io.edgewise.search.controller.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RewardBaselineTest {

  @Test
  void theFirstGenerationIsTakenWhole() {
    RewardBaseline baseline = RewardBaseline.none().with(new double[] {0.2, 0.6}, 0.9);
    assertThat(baseline.mean()).isCloseTo(0.4, within(1e-12));
    assertThat(baseline.advantage(0.6)).isCloseTo(1, within(1e-12));
  }

  @Test
  void laterGenerationsMoveItByWhatDoesNotDecay() {
    RewardBaseline baseline =
        RewardBaseline.none().with(new double[] {0}, 0.9).with(new double[] {1}, 0.9);
    assertThat(baseline.mean()).isCloseTo(0.1, within(1e-12));
    assertThat(baseline.variance()).isCloseTo(0.1 * 0.81, within(1e-12));
  }

  @Test
  void anOutlierIsCut() {
    RewardBaseline baseline = RewardBaseline.none().with(new double[] {0.2, 0.6}, 0.9);
    assertThat(baseline.advantage(1e9)).isEqualTo(3);
    assertThat(baseline.advantage(-1e9)).isEqualTo(-3);
  }

  @Test
  void aGenerationWithoutRewardsChangesNothing() {
    RewardBaseline baseline = RewardBaseline.none().with(new double[] {0.2, 0.6}, 0.9);
    assertThat(baseline.with(new double[0], 0.9)).isEqualTo(baseline);
  }
}
