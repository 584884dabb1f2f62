package io.edgewise.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.history.Generation;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metrics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that goes into a table's file comes out of it. */
class RowsTest {

  private static final SearchId SEARCH = new SearchId("s");

  @Test
  void aMeasuredTrialFillsItsColumns() {
    LatencyReport latency =
        new LatencyReport(
            "net",
            new Metrics(1.5, 750_000, 2, 3, 4, 5, 6, Double.NaN, 7),
            Bottleneck.COMPUTE,
            List.of());
    Trial trial =
        new Trial(
            2,
            7,
            new Samples(1).architecture(),
            Costs.of(latency),
            Optional.of(new Training(-9, "32x32", 11)),
            new Evaluation.Measured(0.5, List.of(2.25, 1.5), new Evaluation.Cost(60, "host")),
            Double.NaN,
            Optional.empty());

    TrialRow row = TrialColumns.row(SEARCH, "tiny", trial);

    assertThat(row.status()).isEqualTo("measured");
    assertThat(row.key()).isEqualTo(new TrialKey(2, 7));
    assertThat(row.accuracy()).isEqualTo(0.5);
    assertThat(row.reward()).as("SQL averages skip null and are spoilt by NaN").isNull();
    assertThat(row.epochLosses()).containsExactly(2.25, 1.5);
    assertThat(row.latencyMs()).isEqualTo(1.5);
    assertThat(row.seed()).isEqualTo(-9);
    assertThat(row.reason()).isNull();
    assertThat(row.repeatsGeneration()).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyTrialSurvivesItsRowAndItsFile(long seed) {
    Generation generation = Samples.generation(seed, 3, 40);
    List<TrialRow> rows =
        generation.trials().stream().map(trial -> TrialColumns.row(SEARCH, "tiny", trial)).toList();

    List<TrialRow> read = throughFile(TrialRow.ROWS, rows);

    assertThat(read).isEqualTo(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(read.get(i).trial()).isEqualTo(generation.trials().get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyOtherRowSurvivesItsFile(long seed) {
    Samples samples = new Samples(seed);
    Generation generation = samples.generation(3, 5);
    List<GenerationRow> generations =
        List.of(GenerationRow.of(SEARCH, generation, Samples.times(), Optional.of(samples.text())));
    List<LayerRow> layers =
        LayerRow.of(SEARCH, generation.trials().get(0), samples.withLayers(samples.latency(), 12));
    List<SearchRow> searches =
        List.of(SearchRow.of(SEARCH, Samples.provenance("a", samples.text(), "Größe.b", "")));

    assertThat(throughFile(GenerationRow.ROWS, generations)).isEqualTo(generations);
    assertThat(layers).hasSize(12);
    assertThat(throughFile(LayerRow.ROWS, layers)).isEqualTo(layers);
    assertThat(throughFile(SearchRow.ROWS, searches)).isEqualTo(searches);
  }

  @Test
  void aGenerationsRewardsAreThoseOfTheNetworksItTrained() {
    Original earlier = Original.here(new TrialKey(0, 0));
    Generation.Counts counts =
        new Generation.Counts(4, 1, 1, 2, 0, new TreeMap<>(Map.of("latency", 1)));
    List<Trial> trials =
        List.of(
            trial(0, measured(0.2), 0.2, Optional.empty()),
            trial(1, measured(0.4), 0.4, Optional.empty()),
            trial(2, measured(0.9), 0.9, Optional.of(earlier)),
            trial(3, new Evaluation.Infeasible("latency", "too slow"), -5, Optional.empty()));
    Generation generation =
        new Generation(1, trials, new ControllerState("random", Map.of(), Map.of()), counts);

    GenerationRow row = GenerationRow.of(SEARCH, generation, Samples.times(), Optional.empty());

    assertThat(row.bestReward()).isEqualTo(0.4);
    assertThat(row.meanReward()).isCloseTo(0.3, within(1e-12));
  }

  private static Evaluation measured(double accuracy) {
    return new Evaluation.Measured(accuracy, List.of(1.0), new Evaluation.Cost(60, "host"));
  }

  private static Trial trial(
      int index, Evaluation evaluation, double reward, Optional<Original> repeats) {
    return new Trial(
        1,
        index,
        new Samples(index).architecture(),
        Optional.of(new Samples(1).latency()),
        evaluation,
        reward,
        repeats);
  }

  @Test
  void timesAndHostsAreColumns() {
    assertThat(names(TrialRow.ROWS)).containsAll(TrialRow.TIMES_AND_HOSTS);
    assertThat(names(GenerationRow.ROWS)).containsAll(GenerationRow.TIMES_AND_HOSTS);
  }

  record Older(@Partition String searchId, int candidate, String status, long gone) {}

  record Newer(
      @Partition String searchId,
      int candidate,
      String status,
      @Nullable Double score,
      @Nullable Instant at) {}

  @Test
  void aColumnThatTheFileLacksIsNullAndOneItHasMoreIsIgnored() {
    byte[] older =
        ParquetBytes.write(new RowType<>(Older.class), List.of(new Older("s", 3, "measured", 9)));

    List<Newer> read =
        ParquetBytes.read(new RowType<>(Newer.class), older, Map.of("search_id", "s"));

    assertThat(read).containsExactly(new Newer("s", 3, "measured", null, null));
  }

  record Stricter(int candidate, String owner) {}

  record Retyped(int candidate, int status) {}

  @Test
  void aColumnThatMustBeThereIsNamed() {
    byte[] older =
        ParquetBytes.write(new RowType<>(Older.class), List.of(new Older("s", 3, "measured", 9)));

    assertThatThrownBy(() -> ParquetBytes.read(new RowType<>(Stricter.class), older, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column owner is missing");
    assertThatThrownBy(() -> ParquetBytes.read(new RowType<>(Retyped.class), older, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("status (STRING) in place of required int32 status");
  }

  @Test
  void bytesThatAreNotParquetAreRefused() {
    assertThatThrownBy(() -> ParquetBytes.read(TrialRow.ROWS, new byte[100], Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a Parquet file of trial_row");
  }

  private static <R extends Record> List<R> throughFile(RowType<R> type, List<R> rows) {
    return ParquetBytes.read(
        type, ParquetBytes.write(type, rows), Map.of("search_id", "s", "generation", 3));
  }

  private static Set<String> names(RowType<?> type) {
    return type.columns().stream().map(RowType.Column::name).collect(Collectors.toSet());
  }
}
