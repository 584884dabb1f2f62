package io.edgewise.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

  @Test
  void everyLowerLossIsProgress() {
    assertThat(LearningCurve.epochsWithoutGain(List.of(2.0, 1.9, 1.8))).isZero();
  }

  /** 1.0 is the best; 0.996 is less than half a per cent below it, 1.2 is above. */
  @Test
  void countsTheEpochsSinceTheLastProgress() {
    assertThat(LearningCurve.epochsWithoutGain(List.of(2.0, 1.0, 0.996, 1.2))).isEqualTo(2);
  }

  @Test
  void smallGainsAddUp() {
    assertThat(LearningCurve.epochsWithoutGain(List.of(1.0, 0.997, 0.994))).isZero();
  }

  @Test
  void nothingIsKnownBeforeTheSecondEpoch() {
    assertThat(LearningCurve.epochsWithoutGain(List.of())).isZero();
    assertThat(LearningCurve.epochsWithoutGain(List.of(2.3))).isZero();
  }
}
