package io.edgewise.jobs.config;

import io.edgewise.search.reward.MnasNetReward;
import io.edgewise.search.reward.OnChipMemoryReward;
import io.edgewise.search.reward.RewardFunction;
import io.edgewise.search.reward.TuNasAbsoluteReward;
import io.edgewise.sim.settings.Settings;

/**
 * The reward and the latency it aims at.
 *
 * @param targetMillis T of the formula
 */
public record RewardSettings(RewardFunction function, double targetMillis) {

  /** The formulas by name. */
  private enum Kind {
    MNASNET_SOFT,
    MNASNET_HARD,
    TUNAS_ABSOLUTE
  }

  static RewardSettings read(Settings reward) {
    Kind kind = reward.choice("kind", Kind.class);
    double target = reward.number("target-millis", 1e-3, 1e6);
    double beta = reward.number("beta", -100, 0);
    double onChipMemory = reward.number("on-chip-memory", 0, 100);
    RewardFunction base =
        switch (kind) {
          case MNASNET_SOFT -> MnasNetReward.soft(target);
          case MNASNET_HARD -> MnasNetReward.hard(target);
          case TUNAS_ABSOLUTE -> new TuNasAbsoluteReward(target, beta);
        };
    return new RewardSettings(
        onChipMemory == 0 ? base : new OnChipMemoryReward(base, onChipMemory), target);
  }
}
