package io.edgewise.jobs.config;

import io.edgewise.search.stopping.Budget;
import io.edgewise.search.stopping.StoppingRule;
import io.edgewise.sim.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads {@code search.budget} and {@code search.stop}. */
final class StoppingSettings {

  private static final double MILLIS_AN_HOUR = 3.6e6;

  private StoppingSettings() {}

  /**
   * @param candidates most networks that a generation trains
   */
  static StoppingRule read(Settings search, int candidates) {
    Settings budget = search.section("budget");
    OptionalDouble trials = budget.numberUnless("trials", "none", 1, 1e9);
    if (trials.isPresent() && trials.getAsDouble() < candidates) {
      budget.problem(
          "trials",
          "is "
              + (long) trials.getAsDouble()
              + "; allowed is none or at least search.candidates = "
              + candidates);
    }
    Optional<Duration> wall = budget.durationUnless("wall-time", "none");
    OptionalDouble coreHours = budget.numberUnless("core-hours", "none", 1e-6, 1e9);
    return new StoppingRule(
        new Budget(
            trials.isPresent() ? Optional.of((long) trials.getAsDouble()) : Optional.empty(),
            wall,
            coreHours.isPresent()
                ? Optional.of(
                    Duration.ofMillis(Math.round(coreHours.getAsDouble() * MILLIS_AN_HOUR)))
                : Optional.empty()),
        search.section("stop").numberUnless("expected-improvement", "none", 0, 1e6));
  }
}
