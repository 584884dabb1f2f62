package io.edgewise.search.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.history.Generation.Counts;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final Instant START = Instant.parse("2026-11-24T22:00:00Z");

  private static Trial trial(int generation, int index, Evaluation evaluation, double reward) {
    return trial(generation, index, evaluation, reward, Optional.empty());
  }

  private static Trial trial(
      int generation, int index, Evaluation evaluation, double reward, Optional<Original> repeats) {
    return new Trial(
        generation,
        index,
        SearchSpaceFile.find("efficientnet-edgetpu").first(),
        Optional.empty(),
        evaluation,
        reward,
        repeats);
  }

  private static Evaluation measured(long millis) {
    return new Evaluation.Measured(0.5, List.of(), new Cost(millis, "here"));
  }

  private static Times times(int seconds) {
    return new Times(START, START.plusSeconds(seconds), 0, 0);
  }

  private static SortedMap<String, Integer> broke(int latency, int memory) {
    return new TreeMap<>(Map.of("latency", latency, "activation memory", memory));
  }

  @Test
  void addsUpGenerations() {
    Trial first = trial(0, 0, measured(2000), 0.3);
    Trial failed = trial(0, 1, new Evaluation.Failed("error", "", new Cost(500, "")), Double.NaN);
    Trial again = trial(1, 0, measured(7), 0.3, Optional.of(Original.here(first.key())));
    Trial better = trial(1, 1, measured(1000), 0.4);

    Tally tally =
        Tally.NONE
            .plus(new Counts(8, 6, 0, 1, 1, broke(2, 4)), times(60), List.of(first, failed))
            .plus(new Counts(8, 6, 1, 1, 0, broke(5, 1)), times(40), List.of(again, better));

    assertThat(tally.generations()).isEqualTo(2);
    assertThat(tally.counts()).isEqualTo(new Counts(16, 12, 1, 2, 1, broke(7, 5)));
    assertThat(tally.counts().trained()).isEqualTo(3);
    assertThat(tally.spent().wall()).isEqualTo(Duration.ofSeconds(100));
    assertThat(tally.spent().cores())
        .as("failed trainings cost, repetitions do not")
        .isEqualTo(Duration.ofMillis(3500));
    assertThat(tally.largest().wall()).isEqualTo(Duration.ofSeconds(60));
    assertThat(tally.largest().cores()).isEqualTo(Duration.ofMillis(2500));
    assertThat(tally.best()).contains(better);
  }

  @Test
  void theEarlierOfTwoEqualsIsTheBest() {
    Trial first = trial(0, 0, measured(1), 0.3);
    Trial second = trial(1, 0, measured(1), 0.3);
    Tally tally =
        Tally.NONE
            .plus(Counts.NONE, times(1), List.of(first))
            .plus(Counts.NONE, times(1), List.of(second));
    assertThat(tally.best()).contains(first);
  }
}
