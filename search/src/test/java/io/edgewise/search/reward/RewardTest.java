package io.edgewise.search.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewardTest {

  private static final Offset<Double> TOLERANCE = within(1e-12);

  private static LatencyReport report(double millis, long resident, long streamed) {
    return new LatencyReport(
        "net",
        Metrics.NONE
            .with(Metric.LATENCY, millis)
            .with(Metric.CACHED_PARAMETERS, (double) resident)
            .with(Metric.STREAMED_PARAMETERS, (double) streamed),
        Bottleneck.COMPUTE,
        List.of());
  }

  @ParameterizedTest
  @DisplayName("MnasNet soft: 0.8 * (LAT/5)^-0.07")
  @CsvSource({
    "5, 0.8",
    "10, 0.762110",
    "2.5, 0.839774"
  }) // 2^-0.07 = 0.952638, 0.5^-0.07 = 1.049717
  void mnasNetSoft(double millis, double expected) {
    assertThat(MnasNetReward.soft(5).reward(0.8, report(millis, 1, 0)))
        .isEqualTo(expected, within(1e-6));
  }

  @ParameterizedTest
  @DisplayName("MnasNet hard: the accuracy up to the target, divided by LAT/T above it")
  @CsvSource({"2.5, 0.8", "5, 0.8", "10, 0.4"})
  void mnasNetHard(double millis, double expected) {
    assertThat(MnasNetReward.hard(5).reward(0.8, report(millis, 1, 0)))
        .isEqualTo(expected, TOLERANCE);
  }

  @ParameterizedTest
  @DisplayName("TuNAS absolute: 0.8 - 0.1 * |LAT/5 - 1|, the same on both sides of the target")
  @CsvSource({"5, 0.8", "7.5, 0.75", "2.5, 0.75", "50, -0.1"})
  void tuNasAbsolute(double millis, double expected) {
    assertThat(new TuNasAbsoluteReward(5, -0.1).reward(0.8, report(millis, 1, 0)))
        .isEqualTo(expected, TOLERANCE);
  }

  @ParameterizedTest
  @DisplayName("H2O-NAS: 0.8 - 0.1 * (LAT/5 - 1) above the target, the accuracy up to it")
  @CsvSource({"5, 0.8", "7.5, 0.75", "2.5, 0.8", "50, -0.1"})
  void h2oRelu(double millis, double expected) {
    assertThat(RewardFormula.H2O_RELU.reward(5, -0.1).reward(0.8, report(millis, 1, 0)))
        .isEqualTo(expected, TOLERANCE);
  }

  @ParameterizedTest
  @DisplayName("on-chip memory: 0.02 for full residency, in proportion below")
  @CsvSource({"100, 0, 0.82", "50, 50, 0.81", "0, 100, 0.80", "0, 0, 0.82"})
  void onChipMemory(long resident, long streamed, double expected) {
    RewardFunction reward = new OnChipMemoryReward(MnasNetReward.hard(5), 0.02);
    assertThat(reward.reward(0.8, report(5, resident, streamed))).isEqualTo(expected, TOLERANCE);
  }

  @Test
  @DisplayName("more accuracy is never worth less, more latency above the target never more")
  void isMonotone() {
    for (RewardFormula formula : RewardFormula.values()) {
      RewardFunction reward = formula.reward(5, -0.07);
      for (double millis = 1; millis < 20; millis += 0.5) {
        assertThat(reward.reward(0.6, report(millis, 1, 0)))
            .isLessThan(reward.reward(0.7, report(millis, 1, 0)));
        if (millis >= 5) {
          assertThat(reward.reward(0.6, report(millis + 1, 1, 0)))
              .isLessThan(reward.reward(0.6, report(millis, 1, 0)));
        }
      }
    }
  }
}
