package io.edgewise.search.reward;

import io.edgewise.sim.LatencyReport;

/**
 * The reward of MnasNet (arXiv 1807.11626, equation 2):
 *
 * <pre>ACC * (LAT / T)^w,   w = alpha if LAT &lt;= T, beta otherwise</pre>
 *
 * @param targetMillis T
 * @param alpha exponent at or below the target
 * @param beta exponent above it
 */
public record MnasNetReward(double targetMillis, double alpha, double beta)
    implements RewardFunction {

  /** alpha = beta = -0.07: doubling the latency costs what 5 % of relative accuracy is worth. */
  public static MnasNetReward soft(double targetMillis) {
    return new MnasNetReward(targetMillis, -0.07, -0.07);
  }

  /** alpha = 0, beta = -1: no gain below the target, a sharp penalty above it. */
  public static MnasNetReward hard(double targetMillis) {
    return new MnasNetReward(targetMillis, 0, -1);
  }

  @Override
  public double reward(double accuracy, LatencyReport latency) {
    double ratio = latency.latencyMillis() / targetMillis;
    return accuracy * Math.pow(ratio, ratio <= 1 ? alpha : beta);
  }
}
