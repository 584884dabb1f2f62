package io.edgewise.search.controller.ppo;

import io.edgewise.sim.settings.Settings;

/**
 * Settings of the PPO controller.
 *
 * @param hidden units of the LSTM, 1 to 1024
 * @param learningRate of Adam
 * @param epochs passes over a generation's trials
 * @param clip epsilon of the clipped surrogate: how far a step's probability may move within a
 *     generation, relative to where it was
 * @param entropyWeight nats of entropy per step against units of advantage
 * @param baselineDecay weight of earlier generations in the reward baseline
 * @param rejectedAdvantage what an infeasible or failed trial teaches, in units of the rewards'
 *     spread below what is expected; 0 to ignore them
 */
public record PpoSettings(
    int hidden,
    double learningRate,
    int epochs,
    double clip,
    double entropyWeight,
    double baselineDecay,
    double rejectedAdvantage) {

  /** Reads {@code controller.ppo}. */
  public static PpoSettings read(Settings settings) {
    return new PpoSettings(
        settings.integer("hidden", 1, 1024),
        settings.number("learning-rate", 1e-6, 1),
        settings.integer("epochs", 1, 100),
        settings.number("clip", 0.01, 1),
        settings.number("entropy-weight", 0, 10),
        settings.number("baseline-decay", 0, 0.999),
        settings.number("rejected-advantage", -3, 0));
  }
}
