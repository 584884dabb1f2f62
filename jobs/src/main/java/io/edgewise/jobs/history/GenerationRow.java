package io.edgewise.jobs.history;

import io.edgewise.jobs.files.RecordJson;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.history.ControllerStateJson;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Times;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code generations}; its key is (search_id, generation).
 *
 * @param searchId the search
 * @param generation from 0
 * @param proposed architectures that the controller drew
 * @param trials rows of this generation in {@code trials}
 * @param measured with the next three: of the whole pool, what was trained to the end, rejected
 *     before training, failed in training, trained before
 * @param noBetterThanGuessing of what was trained to the end, how many are no better than always
 *     answering the most frequent class; null in histories before schema 1.5
 * @param bestReward the highest of what the generation trained; null if it trained nothing
 * @param meanReward of what the generation trained: what was rejected or trained before says
 *     nothing about where the controller looks now
 * @param controller the kind of controller
 * @param controllerState JSON, the state after this generation; null once it was compacted away
 * @param startedAt UTC
 * @param finishedAt UTC
 * @param screeningMs wall time of proposing and simulating
 * @param trainingMs wall time of the trainings, all of them together
 * @param expectedImprovement of the best reward, as the controller saw it before the trainings;
 *     null if it has no such expectation
 * @param stopped why the search ended here, before its last generation; null if it went on
 * @param rejections of all that were rejected before training, how many broke each constraint; null
 *     in generations before schema 1.6
 * @param baselines the known networks that were measured before the generation: JSON by name; null
 *     if none was, and in generations before schema 1.7
 * @param accelerator JSON, the file of the accelerator as it was calibrated anew after the
 *     generation; null where the one before stays, and in generations before schema 1.8
 */
public record GenerationRow(
    @Partition String searchId,
    int generation,
    int proposed,
    int trials,
    int measured,
    int infeasible,
    int failed,
    int repeated,
    @Nullable Integer noBetterThanGuessing,
    @Nullable Double bestReward,
    @Nullable Double meanReward,
    String controller,
    @Nullable String controllerState,
    Instant startedAt,
    Instant finishedAt,
    long screeningMs,
    long trainingMs,
    @Nullable Double expectedImprovement,
    @Nullable String stopped,
    @Nullable Map<String, Integer> rejections,
    @Nullable Map<String, String> baselines,
    @Nullable String accelerator) {

  static final RowType<GenerationRow> ROWS = new RowType<>(GenerationRow.class);

  /** The columns that may differ between two runs of one search; all others may not. */
  public static final Set<String> TIMES_AND_HOSTS =
      Set.of("started_at", "finished_at", "screening_ms", "training_ms", "stopped");

  /** The same, for where many are kept. */
  GenerationRow withoutState() {
    return ROWS.without(this, Set.of("controller_state"));
  }

  /** Returns what became of the generation's pool. */
  public Generation.Counts counts() {
    return new Generation.Counts(
        proposed,
        infeasible,
        repeated,
        measured,
        failed,
        rejections == null ? new TreeMap<>() : new TreeMap<>(rejections));
  }

  /** The expected improvement, if there is one. */
  public OptionalDouble expected() {
    return expectedImprovement == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(expectedImprovement);
  }

  /** Returns when the generation ran and what took its time. */
  public Times times() {
    return new Times(startedAt, finishedAt, screeningMs, trainingMs);
  }

  static GenerationRow of(
      SearchId search, Generation generation, Times times, Optional<String> stopped) {
    DoubleSummaryStatistics rewards =
        generation.trials().stream()
            .filter(trial -> trial.isMeasured() && trial.repeats().isEmpty())
            .mapToDouble(Trial::reward)
            .summaryStatistics();
    boolean any = rewards.getCount() > 0;
    Generation.Counts counts = generation.counts();
    return ROWS.builder()
        .set("search_id", search.value())
        .set("generation", generation.number())
        .set("proposed", counts.proposed())
        .set("trials", generation.trials().size())
        .set("measured", counts.measured())
        .set("infeasible", counts.infeasible())
        .set("failed", counts.failed())
        .set("repeated", counts.repeated())
        .set("no_better_than_guessing", guessing(generation))
        .set("best_reward", any ? rewards.getMax() : null)
        .set("mean_reward", any ? rewards.getAverage() : null)
        .set("controller", generation.stateAfter().controller())
        .set("controller_state", ControllerStateJson.write(generation.stateAfter()))
        .set("started_at", times.startedAt())
        .set("finished_at", times.finishedAt())
        .set("screening_ms", times.screeningMillis())
        .set("training_ms", times.trainingMillis())
        .set("expected_improvement", boxed(generation.expectedImprovement()))
        .set("stopped", stopped)
        .set("rejections", counts.rejections())
        .set("baselines", generation.baselines().isEmpty() ? null : baselines(generation))
        .set("accelerator", generation.accelerator())
        .build();
  }

  private static Map<String, String> baselines(Generation generation) {
    Map<String, String> texts = new TreeMap<>();
    generation
        .baselines()
        .forEach(baseline -> texts.put(baseline.name(), RecordJson.tree(baseline).toString()));
    return texts;
  }

  /**
   * The known networks that were measured before the generation, by name.
   *
   * @throws IllegalArgumentException if one is not as it was written
   */
  public List<Baseline> measuredBaselines() {
    return baselines == null
        ? List.of()
        : baselines.values().stream().map(t -> RecordJson.read(t, Baseline.class)).toList();
  }

  private static int guessing(Generation generation) {
    return (int)
        generation.trials().stream()
            .filter(trial -> trial.isTrainedToTheEnd() && trial.repeats().isEmpty())
            .map(trial -> (Evaluation.Measured) trial.evaluation())
            .filter(measured -> measured.estimate().isNoBetterThanGuessing())
            .count();
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
