package io.edgewise.search.reward;

import io.edgewise.sim.LatencyReport;

/**
 * The on-chip-memory term of EfficientNet-EdgeTPU: more reward for a network whose parameters stay
 * resident. The announcement gives no formula; ours is
 *
 * <pre>R + mu * resident / (resident + streamed)</pre>
 *
 * with R any other reward and both terms in bytes of parameters as they lie on the device. It is
 * additive so that it means the same for every R: mu is the accuracy that full residency is worth.
 *
 * @param base R
 * @param weight mu, 0 or more
 */
public record OnChipMemoryReward(RewardFunction base, double weight) implements RewardFunction {

  @Override
  public double reward(double accuracy, LatencyReport latency) {
    return base.reward(accuracy, latency) + weight * latency.metrics().residentShare();
  }
}
