package io.edgewise.jobs.config;

import io.edgewise.search.reward.Combination;
import io.edgewise.search.reward.OnChipMemoryReward;
import io.edgewise.search.reward.RewardFormula;
import io.edgewise.search.reward.RewardFunction;
import io.edgewise.search.reward.RewardPlan;
import io.edgewise.sim.settings.Settings;
import java.util.List;

/**
 * The reward and the latencies it aims at.
 *
 * @param plan what a network is worth on each accelerator, and in all
 * @param targetsMillis T of the formula on each, in the search's order
 */
public record RewardSettings(RewardPlan plan, List<Double> targetsMillis) {

  private static final double LARGEST_WEIGHT = 1000;

  public RewardSettings {
    targetsMillis = List.copyOf(targetsMillis);
  }

  /**
   * @param names of the accelerators; at least one
   */
  static RewardSettings read(Settings reward, List<String> names) {
    RewardFormula formula = reward.choice("kind", RewardFormula.class);
    List<Double> targets = ByAccelerator.numbers(reward, "target-millis", names, 1e-3, 1e6);
    double beta = reward.number("beta", -100, 0);
    double onChipMemory = reward.number("on-chip-memory", 0, 100);
    List<RewardFunction> each =
        targets.stream()
            .map(target -> function(formula.reward(target, beta), onChipMemory))
            .toList();
    return new RewardSettings(
        new RewardPlan(
            each,
            reward.choice("combine", Combination.class),
            ByAccelerator.weights(reward, "weights", names, LARGEST_WEIGHT)),
        targets);
  }

  /** T on the first accelerator. */
  public double targetMillis() {
    return targetsMillis.get(0);
  }

  private static RewardFunction function(RewardFunction base, double onChipMemory) {
    return onChipMemory == 0 ? base : new OnChipMemoryReward(base, onChipMemory);
  }
}
