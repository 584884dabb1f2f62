package io.edgewise.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A metric is found under its name wherever it is kept. */
class MetricTest {

  /** Every metric has a value of its own: 1 for the first, 2 for the second, and so on. */
  private static final Metrics NUMBERED = Metrics.of(MetricTest::number);

  @Test
  void eachNameStandsForTheQuantityOfThatName() {
    Metrics metrics = new Metrics(1.5, 2, 3, 4, 5, 6, 7, 8.5, 9.5);

    assertThat(columns())
        .containsExactly(
            "latency_ms",
            "cycles",
            "macs",
            "parameters",
            "cached_parameter_bytes",
            "streamed_parameter_bytes",
            "narrow_memory_bytes_per_tile",
            "energy_mj",
            "macs_per_link_byte");
    assertThat(Arrays.stream(Metric.values()).map(metric -> metric.known(metrics).orElseThrow()))
        .containsExactly(1.5, 2L, 3L, 4L, 5L, 6L, 7L, 8.5, 9.5);
  }

  @Test
  void whatIsSetByNameIsReadByName() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.of(NUMBERED)).as(metric.column()).isEqualTo(number(metric));
    }
  }

  @Test
  void settingOneMetricLeavesTheOthers() {
    for (Metric changed : Metric.values()) {
      Metrics metrics = NUMBERED.with(changed, 99);
      for (Metric metric : Metric.values()) {
        assertThat(metric.of(metrics)).isEqualTo(metric == changed ? 99 : metric.of(NUMBERED));
      }
    }
  }

  @Test
  void whatIsNotKnownHasNoValue() {
    assertThat(Metric.ENERGY.known(Metrics.NONE)).isEmpty();
    assertThat(Metric.MACS.known(Metrics.NONE)).contains(0L);
    assertThat(Metric.LATENCY.known(Metrics.NONE)).contains(0.0);
  }

  @Test
  void noTwoMetricsShareAColumn() {
    assertThat(new HashSet<>(columns())).hasSize(Metric.values().length);
  }

  @Test
  void parametersWithoutBytesAreResident() {
    assertThat(Metrics.NONE.residentShare()).isEqualTo(1);
    Metrics metrics =
        Metrics.NONE.with(Metric.CACHED_PARAMETERS, 3).with(Metric.STREAMED_PARAMETERS, 1);
    assertThat(metrics.parameterBytes()).isEqualTo(4);
    assertThat(metrics.residentShare()).isEqualTo(0.75);
  }

  private static double number(Metric metric) {
    return Arrays.asList(Metric.values()).indexOf(metric) + 1;
  }

  private static List<String> columns() {
    return Arrays.stream(Metric.values()).map(Metric::column).toList();
  }
}
