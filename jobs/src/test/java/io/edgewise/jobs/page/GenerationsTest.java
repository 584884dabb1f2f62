package io.edgewise.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.report.Spread;
import io.edgewise.search.trial.Trial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts of a page add up to what the history holds. */
class GenerationsTest {

  @TempDir Path root;

  private SearchHistory history;

  @BeforeEach
  void read() {
    history = PageSamples.history(root, 6, 30);
  }

  private List<Trial> trained() {
    return history.trials().stream()
        .filter(t -> t.training().isPresent() && t.repeats().isEmpty())
        .toList();
  }

  @Test
  void theGainsOfTheBestRewardAddUpToWhatItRoseBy() {
    List<GenerationPoint> points = GenerationPoint.of(history);
    double first = points.get(0).rewards().orElseThrow().highest();
    double best =
        points.stream()
            .mapToDouble(p -> p.rewards().map(Spread::highest).orElse(first))
            .max()
            .orElseThrow();

    assertThat(points.get(0).gain()).isEmpty();
    assertThat(points.stream().mapToDouble(p -> p.gain().orElse(0.0)).sum())
        .isCloseTo(best - first, org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void everyTrainingIsTimeOfOneHost() {
    List<GenerationPoint.HostTime> times =
        GenerationPoint.of(history).stream().flatMap(p -> p.hosts().stream()).toList();

    assertThat(times.stream().mapToInt(GenerationPoint.HostTime::trainings).sum())
        .isEqualTo(trained().size());
    assertThat(times.stream().mapToLong(GenerationPoint.HostTime::busyMillis).sum())
        .isEqualTo(
            trained().stream().mapToLong(t -> t.cost().orElseThrow().trainingMillis()).sum());
    assertThat(times).allMatch(time -> time.longestMillis() <= time.busyMillis());
  }

  @Test
  void everyTrainingChoseOneOptionOfEachDecisionThatItMet() {
    List<Preference> preferences = Preference.of(history);

    assertThat(preferences)
        .extracting(Preference::decision)
        .containsExactly("stage1.kernel", "stage1.channels");
    for (Preference preference : preferences) {
      assertThat(preference.counts()).hasSize(6);
      assertThat(
              preference.counts().stream().flatMap(List::stream).mapToInt(Integer::intValue).sum())
          .isEqualTo(trained().size());
    }
    assertThat(preferences.get(0).options()).containsExactly("3", "5", "7");
  }

  @Test
  void reasonsAreCountedMostFrequentFirst() {
    List<Rejection> rejections = Rejection.of(history.trials());

    assertThat(rejections).isNotEmpty();
    assertThat(rejections.stream().map(Rejection::count).toList())
        .isSortedAccordingTo((a, b) -> b - a);
    assertThat(
            rejections.stream()
                .filter(r -> r.kind().equals("failed"))
                .mapToInt(Rejection::count)
                .sum())
        .isEqualTo(
            (int)
                history.trials().stream()
                    .filter(
                        t -> t.evaluation() instanceof io.edgewise.search.trial.Evaluation.Failed)
                    .count());
  }

  @Test
  void picturesArePngAndHostileReasonsDoNotStopThem() {
    Map<String, byte[]> pictures = PageSamples.pictures(history);

    assertThat(pictures.keySet()).contains("rewards", "rejections", "time");
    assertThat(pictures.values())
        .allSatisfy(
            png -> assertThat(new String(png, 1, 3, StandardCharsets.ISO_8859_1)).isEqualTo("PNG"));
  }

  @Test
  void everyPictureThatHasSomethingToShowIsDrawn() {
    SearchHistory told = PageSamples.saying("plain", PageSamples.explained("kernel", history));

    assertThat(PageSamples.pictures(told).keySet())
        .containsExactly(
            "front", "matters", "rewards", "gains", "choices", "rejections", "time", "trainings");
  }

  @Test
  void aSearchOfNoGenerationHasNothingToDraw(@TempDir Path other) {
    assertThat(PageSamples.pictures(PageSamples.history(other, 0, 1))).isEmpty();
  }
}
