package io.edgewise.sim;

/** A simulation result is a report, or a named reason why there is none. */
public sealed interface SimulationResult {

  /** The network runs; here is where its time goes. */
  record Simulated(LatencyReport report) implements SimulationResult {}

  /**
   * The network cannot be placed on the accelerator. The reason names the layer and the limit it
   * breaks.
   */
  record Unmappable(String reason) implements SimulationResult {}
}
