package io.edgewise.search.stopping;

import io.edgewise.search.history.Tally;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A stopping rule says whether a search ends after a generation.
 *
 * @param expectedImprovement the search ends after a generation of which the controller expected
 *     less improvement of the best reward than this; empty to go on whatever it expects
 */
public record StoppingRule(Budget budget, OptionalDouble expectedImprovement) {

  /** Never, before the last generation. */
  public static final StoppingRule NONE = new StoppingRule(Budget.NONE, OptionalDouble.empty());

  /**
   * Returns why the search ends here; empty if it goes on.
   *
   * @param tally of every generation so far
   * @param candidates most networks that a generation trains
   * @param expected what the controller expected of the last generation before it was trained
   */
  public Optional<String> stops(Tally tally, int candidates, OptionalDouble expected) {
    return budget.exhausted(tally, candidates).or(() -> convergence(expected));
  }

  private Optional<String> convergence(OptionalDouble expected) {
    return expected.isPresent()
            && expectedImprovement.isPresent()
            && expected.getAsDouble() < expectedImprovement.getAsDouble()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "converged: an improvement of %.3g was expected of the last generation, less than %s",
                expected.getAsDouble(),
                expectedImprovement.getAsDouble()))
        : Optional.empty();
  }
}
