package io.edgewise.jobs.config;

import io.edgewise.search.reward.OnChipMemoryReward;
import io.edgewise.search.reward.RewardFormula;
import io.edgewise.search.reward.RewardFunction;
import io.edgewise.sim.settings.Settings;

/**
 * The reward and the latency it aims at.
 *
 * @param targetMillis T of the formula
 */
public record RewardSettings(RewardFunction function, double targetMillis) {

  static RewardSettings read(Settings reward) {
    RewardFormula formula = reward.choice("kind", RewardFormula.class);
    double target = reward.number("target-millis", 1e-3, 1e6);
    double beta = reward.number("beta", -100, 0);
    double onChipMemory = reward.number("on-chip-memory", 0, 100);
    RewardFunction base = formula.reward(target, beta);
    return new RewardSettings(
        onChipMemory == 0 ? base : new OnChipMemoryReward(base, onChipMemory), target);
  }
}
