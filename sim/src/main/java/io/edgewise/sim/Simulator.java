package io.edgewise.sim;

import io.edgewise.sim.workload.LayerGraph;

/**
 * Predicts how long one network takes on one accelerator.
 *
 * <p>A simulator is immutable, safe to share between threads, and a pure function of its argument:
 * the same graph gives the same result on every machine.
 */
public interface Simulator {

  /**
   * Simulates one inference at batch 1.
   *
   * @return the latency report, or the reason why the accelerator cannot run the network
   */
  SimulationResult simulate(LayerGraph graph);
}
