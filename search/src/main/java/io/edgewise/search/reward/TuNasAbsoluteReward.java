package io.edgewise.search.reward;

import io.edgewise.sim.LatencyReport;

/**
 * The absolute reward of TuNAS (arXiv 2008.06120, equation 2):
 *
 * <pre>ACC + beta * |LAT / T - 1|,   beta &lt; 0</pre>
 *
 * @param targetMillis T
 * @param beta weight of the deviation, negative
 */
public record TuNasAbsoluteReward(double targetMillis, double beta) implements RewardFunction {

  @Override
  public double reward(double accuracy, LatencyReport latency) {
    return accuracy + beta * Math.abs(latency.latencyMillis() / targetMillis - 1);
  }
}
