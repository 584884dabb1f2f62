package io.edgewise.search.controller.nsga2;

import io.edgewise.sim.settings.Settings;

/**
 * Settings of NSGA-II.
 *
 * @param population survivors of a generation
 * @param crossover chance that a child takes its choices from two parents, not one
 */
public record Nsga2Settings(int population, double crossover) {

  /** Reads {@code controller.nsga2}. */
  public static Nsga2Settings read(Settings settings) {
    return new Nsga2Settings(
        settings.integer("population", 2, 100_000), settings.number("crossover", 0, 1));
  }
}
