package io.edgewise.search.evaluation;

import io.edgewise.search.space.Architecture;
import io.edgewise.sim.LatencyReport;
import java.util.Optional;

/**
 * What the simulator and the constraints say about an architecture before anything is trained.
 *
 * @param architecture as proposed
 * @param latency the report, without its layers; empty if the accelerator cannot run the network
 * @param rejection why it is infeasible; empty if it may be trained
 */
public record Screening(
    Architecture architecture, Optional<LatencyReport> latency, Optional<String> rejection) {

  public boolean isFeasible() {
    return rejection.isEmpty();
  }
}
