package io.edgewise.search.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.trial.Evaluation;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintsTest {

  private static final LatencyReport REPORT =
      new LatencyReport(
          "net",
          Metrics.NONE
              .with(Metric.LATENCY, 5.0)
              .with(Metric.CACHED_PARAMETERS, 800)
              .with(Metric.STREAMED_PARAMETERS, 200)
              .with(Metric.NARROW_MEMORY, 1000),
          Bottleneck.COMPUTE,
          List.of());

  @Test
  void aLimitMayBeReached() {
    assertThat(new Constraints(5.0, 200, 1000).violatedBy(REPORT)).isEmpty();
    assertThat(Constraints.NONE.violatedBy(REPORT)).isEmpty();
  }

  /** 5 ms times 1.1 is 5.5 ms. */
  @Test
  void theUpperEndOfTheIntervalCanBeHeldAgainstTheLimit() {
    assertThat(new Constraints(5.6, 1.1, 200, 1000).violatedBy(REPORT)).isEmpty();
    assertThat(new Constraints(5.4, 1.1, 200, 1000).violatedBy(REPORT))
        .contains(
            new Evaluation.Infeasible(
                "latency", "5.000 ms, up to 5.500 ms by its interval, is above 5.400 ms"));
  }

  @Test
  void everyBrokenLimitIsTold() {
    assertThat(new Constraints(4.9, 200, 999).allViolatedBy(REPORT))
        .extracting(Evaluation.Infeasible::constraint)
        .containsExactly("latency", "activation memory");
    assertThat(new Constraints(6, 1.1, 200, 1000).held(Limit.LATENCY, REPORT)).isEqualTo(5.5);
    assertThat(Limit.of("activation memory")).contains(Limit.ACTIVATION_MEMORY);
    assertThat(Limit.of("unmappable")).isEmpty();
  }

  @Test
  void theBrokenLimitIsNamedWithItsValue() {
    assertThat(new Constraints(4.9, 200, 1000).violatedBy(REPORT))
        .contains(new Evaluation.Infeasible("latency", "5.000 ms is above 4.900 ms"));
    assertThat(new Constraints(5, 199, 1000).violatedBy(REPORT))
        .contains(new Evaluation.Infeasible("streamed parameters", "200 bytes are above 199"));
    assertThat(new Constraints(5, 200, 999).violatedBy(REPORT))
        .contains(
            new Evaluation.Infeasible("activation memory", "1000 bytes a tile are above 999"));
  }
}
