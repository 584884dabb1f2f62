package io.edgewise.search.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectiveTest {

  /** 3 MiB of parameters, of which 1 streams, and half a MiB of activations on a tile. */
  private static final Metrics METRICS =
      Metrics.NONE
          .with(Metric.LATENCY, 4.5)
          .with(Metric.CACHED_PARAMETERS, 2 << 20)
          .with(Metric.STREAMED_PARAMETERS, 1 << 20)
          .with(Metric.NARROW_MEMORY, 1 << 19)
          .with(Metric.ENERGY, 7.5);

  @Test
  void moreIsBetterOnEveryAxis() {
    LatencyReport report = new LatencyReport("net", METRICS, Bottleneck.COMPUTE, List.of());

    assertThat(Objective.point(List.of(Objective.values()), 0.75, report))
        .containsExactly(0.75, -4.5, -3, -0.5, -7.5);
    assertThat(Objective.point(List.of(Objective.ENERGY, Objective.ACCURACY), 0.75, report))
        .as("in the order asked for")
        .containsExactly(-7.5, 0.75);
  }
}
