package io.edgewise.search.controller.localsearch;

import io.edgewise.sim.settings.Settings;

/**
 * Settings of local search.
 *
 * @param start architectures drawn uniformly, the best of which a climb starts from
 */
public record LocalSearchSettings(int start) {

  /** Reads {@code controller.local-search}. */
  public static LocalSearchSettings read(Settings settings) {
    return new LocalSearchSettings(settings.integer("start", 1, 100_000));
  }
}
