package io.edgewise.search.reward;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A reward plan says what a network is worth on each accelerator of a search, and in all.
 *
 * @param each one function an accelerator, in the search's order
 * @param combination how their rewards become one
 * @param weights of {@link Combination#WEIGHTED}, one an accelerator, above 0
 */
public record RewardPlan(List<RewardFunction> each, Combination combination, List<Double> weights) {

  public RewardPlan {
    each = List.copyOf(each);
    weights = List.copyOf(weights);
    if (weights.size() != each.size()) {
      throw new IllegalArgumentException(
          each.size() + " rewards, " + weights.size() + " weights: allowed is as many of both");
    }
  }

  /** The plan of a combination without weights. */
  public static RewardPlan of(List<RewardFunction> each, Combination combination) {
    return new RewardPlan(each, combination, Collections.nCopies(each.size(), 1.0));
  }

  /** Returns whether one network is for all accelerators. */
  public boolean isTogether() {
    return combination != Combination.EACH;
  }

  /**
   * Combines rewards.
   *
   * @param rewards one an accelerator
   * @param within tells by place whether the network keeps that accelerator's limits
   */
  public double combined(double[] rewards, IntPredicate within) {
    return switch (combination) {
      case EACH -> best(rewards, within);
      case WORST -> Arrays.stream(rewards).min().orElse(Double.NaN);
      case WEIGHTED -> mean(rewards);
    };
  }

  /** A network that breaks the limits of all is rewarded as if there were none. */
  private static double best(double[] rewards, IntPredicate within) {
    return IntStream.range(0, rewards.length)
        .filter(within)
        .mapToDouble(place -> rewards[place])
        .max()
        .orElseGet(() -> Arrays.stream(rewards).max().orElse(Double.NaN));
  }

  private double mean(double[] rewards) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < rewards.length; i++) {
      sum += weights.get(i) * rewards[i];
      all += weights.get(i);
    }
    return sum / all;
  }
}
