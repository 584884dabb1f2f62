package io.edgewise.search.controller.bayes;

import io.edgewise.sim.settings.Settings;

/**
 * Settings of the surrogate and of the proposals that it chooses from.
 *
 * @param exploration how many standard deviations of doubt a candidate is given credit for
 * @param sizePrior spread of worth, in standard deviations, that one standard deviation of log MACs
 *     is expected to bring before there is data
 * @param observations most trials that the Gaussian process conditions on
 * @param elites the best trials, whose mutants and common choices are proposed
 * @param uniformShare share of the pool that is drawn uniformly, in [0, 1]
 */
public record BayesSettings(
    double exploration, double sizePrior, int observations, int elites, double uniformShare) {

  /** Reads {@code controller.bayes}. */
  public static BayesSettings read(Settings settings) {
    return new BayesSettings(
        settings.number("exploration", 0, 10),
        settings.number("size-prior", -3, 3),
        settings.integer("observations", 10, 2000),
        settings.integer("elites", 1, 1000),
        settings.number("uniform-share", 0, 1));
  }
}
