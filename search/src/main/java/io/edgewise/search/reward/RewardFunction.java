package io.edgewise.search.reward;

import io.edgewise.sim.LatencyReport;

/** Turns accuracy and simulated latency into the one number that a controller maximises. */
@FunctionalInterface
public interface RewardFunction {

  /**
   * @param accuracy in [0, 1]
   * @param latency of the network as deployed
   */
  double reward(double accuracy, LatencyReport latency);
}
