package io.edgewise.search.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.history.Generation.Counts;
import io.edgewise.search.history.Tally;
import io.edgewise.search.history.Tally.Effort;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoppingRuleTest {

  private static final int CANDIDATES = 16;

  /** Three generations: 30 measured and 3 failed of 48 at most; 9 minutes, the longest of 4. */
  private static final Tally TALLY =
      new Tally(
          3,
          new Counts(48, 5, 10, 30, 3),
          new Effort(Duration.ofMinutes(9), Duration.ofMinutes(60)),
          new Effort(Duration.ofMinutes(4), Duration.ofMinutes(30)),
          Optional.empty());

  private static Optional<String> stops(Budget budget) {
    return new StoppingRule(budget, OptionalDouble.empty())
        .stops(TALLY, CANDIDATES, OptionalDouble.empty());
  }

  @ParameterizedTest(name = "{0} trials allowed")
  @DisplayName("33 networks were trained, failed ones too; 16 more would make 49")
  @CsvSource({"48, true", "49, false", "1000, false"})
  void aGenerationThatMightExceedTheTrialsIsNotBegun(long limit, boolean stops) {
    Optional<String> reason =
        stops(new Budget(Optional.of(limit), Optional.empty(), Optional.empty()));
    assertThat(reason.isPresent()).isEqualTo(stops);
    reason.ifPresent(
        text ->
            assertThat(text)
                .isEqualTo("budget: 33 of 48 trials are done and a generation takes up to 16"));
  }

  @ParameterizedTest(name = "{0} minutes allowed")
  @DisplayName("9 minutes are gone and one generation took 4: 13 are needed")
  @CsvSource({"12, true", "13, false"})
  void wallTimeIsJudgedByTheLongestGeneration(long minutes, boolean stops) {
    Budget budget =
        new Budget(Optional.empty(), Optional.of(Duration.ofMinutes(minutes)), Optional.empty());
    assertThat(stops(budget).isPresent()).isEqualTo(stops);
  }

  @ParameterizedTest(name = "{0} core minutes allowed")
  @CsvSource({"89, true", "90, false"})
  void coreTimeIsJudgedByTheMostCostlyGeneration(long minutes, boolean stops) {
    Budget budget =
        new Budget(Optional.empty(), Optional.empty(), Optional.of(Duration.ofMinutes(minutes)));
    Optional<String> reason = stops(budget);
    assertThat(reason.isPresent()).isEqualTo(stops);
    reason.ifPresent(
        text ->
            assertThat(text)
                .isEqualTo(
                    "budget: 60.0 min of 89.0 min core time are spent and a generation takes up to"
                        + " 30.0 min"));
  }

  @Test
  void theFirstGenerationIsAlwaysBegun() {
    Budget tiny =
        new Budget(Optional.of(1L), Optional.of(Duration.ofNanos(1)), Optional.of(Duration.ZERO));
    assertThat(
            new StoppingRule(tiny, OptionalDouble.empty())
                .stops(Tally.NONE, CANDIDATES, OptionalDouble.empty()))
        .isEmpty();
  }

  @Test
  void aSearchEndsWhenLittleIsExpected() {
    StoppingRule rule = new StoppingRule(Budget.NONE, OptionalDouble.of(0.001));
    assertThat(rule.stops(TALLY, CANDIDATES, OptionalDouble.of(0.0004)))
        .hasValue(
            "converged: an improvement of 0.000400 was expected of the last generation, less than"
                + " 0.001");
    assertThat(rule.stops(TALLY, CANDIDATES, OptionalDouble.of(0.001))).isEmpty();
    assertThat(rule.stops(TALLY, CANDIDATES, OptionalDouble.empty()))
        .as("a controller that expects nothing in numbers")
        .isEmpty();
    assertThat(StoppingRule.NONE.stops(TALLY, CANDIDATES, OptionalDouble.of(0))).isEmpty();
  }
}
