package io.edgewise.sim.calibration;

import io.edgewise.sim.LatencyReport;

/** What a table of measurements may hold of a network, under the name of its column. */
public enum Quantity {
  LATENCY("latency_ms"),
  CYCLES("cycles"),
  NARROW_MEMORY("narrow_memory_bytes_per_tile"),
  CACHED_PARAMETERS("cached_parameter_bytes"),
  STREAMED_PARAMETERS("streamed_parameter_bytes");

  private final String column;

  Quantity(String column) {
    this.column = column;
  }

  public String column() {
    return column;
  }

  /** Whether 0 can be measured: a network may stream no bytes, but it always takes time. */
  public boolean canBeZero() {
    return this != LATENCY && this != CYCLES;
  }

  /** The quantity as the simulator predicts it. */
  public double of(LatencyReport report) {
    return switch (this) {
      case LATENCY -> report.latencyMillis();
      case CYCLES -> report.cycles();
      case NARROW_MEMORY -> report.narrowMemoryBytesPerTile();
      case CACHED_PARAMETERS -> report.cachedParameterBytes();
      case STREAMED_PARAMETERS -> report.streamedParameterBytes();
    };
  }
}
