package io.edgewise.search.controller.evolution;

import io.edgewise.sim.settings.Settings;

/**
 * Settings of regularised evolution.
 *
 * @param population P: how many of the youngest trials may have children
 * @param sample S: how many of them a parent has to beat
 */
public record EvolutionSettings(int population, int sample) {

  public EvolutionSettings {
    if (population < 1 || sample < 1 || sample > population) {
      throw new IllegalArgumentException(
          "sample = "
              + sample
              + ", population = "
              + population
              + ": allowed is 1 <= sample <= population");
    }
  }

  /** Reads {@code controller.evolution}. */
  public static EvolutionSettings read(Settings settings) {
    int population = settings.integer("population", 1, 100_000);
    return new EvolutionSettings(population, settings.integer("sample", 1, population));
  }
}
