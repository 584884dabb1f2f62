package io.edgewise.sim.calibration;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;

/**
 * A quantity is what a table of measurements may hold of a network, under the name of its column.
 */
public enum Quantity {
  LATENCY(Metric.LATENCY),
  CYCLES(Metric.CYCLES),
  NARROW_MEMORY(Metric.NARROW_MEMORY),
  CACHED_PARAMETERS(Metric.CACHED_PARAMETERS),
  STREAMED_PARAMETERS(Metric.STREAMED_PARAMETERS);

  private final Metric metric;

  Quantity(Metric metric) {
    this.metric = metric;
  }

  public String column() {
    return metric.column();
  }

  /**
   * Returns whether 0 can be measured: a network may stream no bytes, and a compiler counts no
   * cycles of dense layers, but it always takes time.
   */
  public boolean canBeZero() {
    return this != LATENCY;
  }

  /** The quantity as the simulator predicts it. */
  public double of(LatencyReport report) {
    return metric.of(report.metrics());
  }
}
