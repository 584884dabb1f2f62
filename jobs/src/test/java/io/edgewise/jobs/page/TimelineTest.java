package io.edgewise.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.jobs.page.Timeline.Lane;
import io.edgewise.jobs.page.Timeline.Round;
import io.edgewise.jobs.page.Timeline.Run;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.Span;
import io.edgewise.search.trial.Trial;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The times and places of trainings. */
class TimelineTest {

  private static final Instant ZERO = Instant.parse("2026-11-24T02:30:00Z");

  @TempDir Path root;
  private Trial any;

  @BeforeEach
  void anyNetwork() {
    any = PageSamples.history(root, 1, 4).trials().get(0);
  }

  private Trial trial(int generation, int index, Evaluation evaluation) {
    return new Trial(
        generation, index, any.architecture(), Optional.empty(), evaluation, 0.5, Optional.empty());
  }

  private Trial trained(int generation, int index, String host, long from, long to) {
    Span span = new Span(ZERO.plusMillis(from), ZERO.plusMillis(to));
    return trial(
        generation,
        index,
        new Evaluation.Measured(0.5, List.of(), new Cost(to - from, host, 0, span)));
  }

  /**
   * Two networks on a, of which the second also runs after a pause, and one on b:
   *
   * <pre>
   * a  0000 22     generation 0 ends at 60: a waits 0, its second place 50, b 20
   * a  1
   * b  3333
   * </pre>
   */
  @Test
  void aPlaceIsWhatRunsOneTrainingAtATime() {
    Timeline timeline =
        Timeline.of(
            List.of(
                trained(0, 0, "a", 0, 40),
                trained(0, 1, "a", 0, 10),
                trained(0, 2, "a", 40, 60),
                trained(0, 3, "b", 0, 40)));

    assertThat(timeline.lanes())
        .containsExactly(new Lane("a", 1), new Lane("a", 2), new Lane("b", 1));
    assertThat(timeline.runs())
        .containsExactly(
            new Run("0/0", 0, 0, 0, 40, 40, false),
            new Run("0/1", 0, 1, 0, 10, 10, false),
            new Run("0/3", 0, 2, 0, 40, 40, false),
            new Run("0/2", 0, 0, 40, 60, 20, false));
    assertThat(timeline.rounds()).containsExactly(new Round(0, 0, 60, 50 + 20, 110 / 180.0));
    assertThat(timeline.untold()).isZero();
  }

  @Test
  void aTrainingOfAnOlderHistoryIsCountedAndNotDrawn() {
    Trial old = trial(0, 1, new Evaluation.Failed("diverged", "loss 9", new Cost(24, "a")));

    Timeline timeline = Timeline.of(List.of(trained(0, 0, "a", 0, 40), old));

    assertThat(timeline.runs()).hasSize(1);
    assertThat(timeline.untold()).isEqualTo(1);
  }

  @Test
  void ofManyTheLastAreDrawn() {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < Timeline.MOST + 7; i++) {
      trials.add(trained(i, 0, "a", 10L * i, 10L * i + 10));
    }

    Timeline timeline = Timeline.of(trials);

    assertThat(timeline.runs()).hasSize(Timeline.MOST);
    assertThat(timeline.runs().get(0)).isEqualTo(new Run("7/0", 7, 0, 70, 80, 10, false));
    assertThat(timeline.untold()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void noPlaceRunsTwoAtOnce(int generations) {
    HistorySamples.write(root.resolve("more"), PageSamples.SEARCH, generations, 30);
    Timeline timeline =
        Timeline.of(PageSamples.history(root.resolve("more"), generations, 30).trials());

    Map<Integer, List<Run>> byLane =
        timeline.runs().stream()
            .collect(Collectors.groupingBy(Run::lane, TreeMap::new, Collectors.toList()));
    assertThat(byLane).hasSameSizeAs(timeline.lanes());
    byLane
        .values()
        .forEach(
            runs -> {
              for (int i = 1; i < runs.size(); i++) {
                assertThat(runs.get(i).fromMillis())
                    .isGreaterThanOrEqualTo(runs.get(i - 1).toMillis());
              }
            });
  }
}
