package io.edgewise.search.fidelity;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One way to tell good networks from bad, and what it is worth.
 *
 * @param name such as {@code 3 epochs}
 * @param isProxy whether it trains the networks, so that a search can be set to it
 * @param fidelity against the long trainings
 * @param cost its time relative to that of the long trainings, 0 or more
 * @param noise what of it is the seeds' doing; empty if no network was trained twice, or none at
 *     all
 */
public record Measure(
    String name, boolean isProxy, Fidelity fidelity, double cost, Optional<SeedNoise> noise) {

  /** The cheapest proxy whose tau is at least {@code leastTau}. */
  public static Optional<Measure> cheapest(List<Measure> measures, double leastTau) {
    return measures.stream()
        .filter(measure -> measure.isProxy() && measure.fidelity().tau().value() >= leastTau)
        .min(Comparator.comparingDouble(Measure::cost));
  }
}
