package io.edgewise.search.controller.reinforce;

import io.edgewise.sim.settings.Settings;

/**
 * Settings of REINFORCE.
 *
 * @param learningRate of Adam
 * @param entropyWeight nats of entropy per decision against units of advantage
 * @param baselineDecay weight of earlier generations in the reward baseline
 * @param rejectedAdvantage what an infeasible or failed trial teaches, in units of the rewards'
 *     spread below what is expected; 0 to ignore them
 */
public record ReinforceSettings(
    double learningRate, double entropyWeight, double baselineDecay, double rejectedAdvantage) {

  /** Reads {@code controller.reinforce}. */
  public static ReinforceSettings read(Settings settings) {
    return new ReinforceSettings(
        settings.number("learning-rate", 1e-6, 10),
        settings.number("entropy-weight", 0, 10),
        settings.number("baseline-decay", 0, 0.999),
        settings.number("rejected-advantage", -3, 0));
  }
}
