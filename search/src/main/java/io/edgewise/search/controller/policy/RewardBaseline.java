package io.edgewise.search.controller.policy;

/**
 * A baseline tells what reward is to be expected: moving averages of the rewards and of their
 * spread. A reward's advantage is its distance from the mean in units of the spread, so that a
 * learning rate means the same whatever the reward's scale.
 *
 * @param mean moving average of the rewards
 * @param variance moving average of the squared distance from the mean
 * @param rewards how many rewards have been seen
 */
public record RewardBaseline(double mean, double variance, long rewards) {

  /** Advantages are cut at this many units of spread: one outlier must not undo the policy. */
  private static final double LARGEST_ADVANTAGE = 3;

  private static final double SMALLEST_SPREAD = 1e-6;

  /** Returns the baseline as it is before the first reward. */
  public static RewardBaseline none() {
    return new RewardBaseline(0, 0, 0);
  }

  /**
   * Takes in a generation's rewards.
   *
   * @param decay weight of what was known before, in [0, 1); the first generation is taken whole
   */
  public RewardBaseline with(double[] generation, double decay) {
    if (generation.length == 0) {
      return this;
    }
    double batchMean = 0;
    for (double reward : generation) {
      batchMean += reward / generation.length;
    }
    double keep = rewards == 0 ? 0 : decay;
    double nextMean = keep * mean + (1 - keep) * batchMean;
    double batchVariance = 0;
    for (double reward : generation) {
      batchVariance += (reward - nextMean) * (reward - nextMean) / generation.length;
    }
    double nextVariance = keep * variance + (1 - keep) * batchVariance;
    return new RewardBaseline(nextMean, nextVariance, rewards + generation.length);
  }

  /** The reward in units of spread above the mean, cut to [-3, 3]. */
  public double advantage(double reward) {
    double spread = Math.max(Math.sqrt(variance), SMALLEST_SPREAD);
    double units = (reward - mean) / spread;
    return Math.max(-LARGEST_ADVANTAGE, Math.min(LARGEST_ADVANTAGE, units));
  }
}
