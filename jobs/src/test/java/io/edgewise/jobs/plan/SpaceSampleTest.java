package io.edgewise.jobs.plan;

import static io.edgewise.jobs.plan.PlanSamples.SPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.Metrics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpaceSampleTest {

  private static final Screener WITHIN_4_MS =
      networks -> networks.stream().map(network -> PlanSamples.screen(network, 4)).toList();

  /** 1, 2 and 3 ms are within 4 ms; 11, 12 and 13 ms are not. */
  @Test
  void aLimitIsCountedByItsName() {
    SpaceSample sample = PlanSamples.everyNetwork(4);
    assertThat(sample.feasibleShare()).isEqualTo(0.5);
    assertThat(sample.rejections()).isEqualTo(Map.of("latency", 3L));
    assertThat(sample.fastest().map(SpaceSample::latencyMillis)).hasValue(1.0);
    assertThat(sample.slowest().map(SpaceSample::latencyMillis)).hasValue(13.0);
    assertThat(sample.distribution(Metrics::latencyMillis).orElseThrow().sorted())
        .containsExactly(1.0, 2.0, 3.0, 11.0, 12.0, 13.0);
  }

  /** The mean is 7 ms: 2 ms with kernel 3, 12 ms with kernel 5; 6, 7 and 8 ms by size. */
  @Test
  void theEffectOfADecisionIsItsOptionsMeanAgainstAll() {
    assertThat(PlanSamples.everyNetwork(4).effects())
        .containsExactly(
            new MarginalEffect("kernel", Map.of("3", -5.0, "5", 5.0)),
            new MarginalEffect("size", Map.of("1", -1.0, "2", 0.0, "3", 1.0)));
    assertThat(PlanSamples.everyNetwork(4).effects().get(0).rangeMillis()).isEqualTo(10);
  }

  @Test
  void theSameSeedDrawsTheSameSampleAndALongerOneGoesOn() {
    SpaceSample shorter = SpaceSample.draw(SPACE, 5, 20, WITHIN_4_MS);
    SpaceSample longer = SpaceSample.draw(SPACE, 5, 40, WITHIN_4_MS);
    assertThat(longer.drawn().subList(0, 20))
        .extracting(Screening::architecture)
        .isEqualTo(shorter.drawn().stream().map(Screening::architecture).toList());
    assertThat(SpaceSample.draw(SPACE, 6, 20, WITHIN_4_MS).drawn())
        .extracting(Screening::architecture)
        .isNotEqualTo(shorter.drawn().stream().map(Screening::architecture).toList());
  }

  @Test
  void theShareOfALargeSampleIsThatOfTheSpace() {
    assertThat(SpaceSample.draw(SPACE, 1, 4000, WITHIN_4_MS).feasibleShare())
        .isCloseTo(0.5, within(0.02));
  }
}
