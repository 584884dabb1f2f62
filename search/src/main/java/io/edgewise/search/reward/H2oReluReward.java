package io.edgewise.search.reward;

import io.edgewise.sim.LatencyReport;

/**
 * The single-sided reward of H2O-NAS (Li et al., "Hyperscale Hardware Optimized Neural Architecture
 * Search", ASPLOS 2023, section on the ReLU reward), with the latency as its one cost:
 *
 * <pre>ACC + beta * max(0, LAT / T - 1),   beta &lt; 0</pre>
 *
 * Unlike {@link TuNasAbsoluteReward} it takes nothing from a network that is faster than it has to
 * be, and unlike {@link MnasNetReward#hard} what a millisecond above the target costs does not
 * depend on the accuracy.
 *
 * @param targetMillis T
 * @param beta weight of the excess, negative
 */
public record H2oReluReward(double targetMillis, double beta) implements RewardFunction {

  @Override
  public double reward(double accuracy, LatencyReport latency) {
    return accuracy + beta * Math.max(0, latency.latencyMillis() / targetMillis - 1);
  }
}
