package io.edgewise.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.history.FaultyFileSystem.Death;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that writes a search may die at every single file operation: the history then holds the
 * generations before or after, whole, and the next process goes on.
 */
class CrashTest {

  private static final SearchId SEARCH = new SearchId("crashed");
  private static final int GENERATIONS = 2;
  private static final Configuration HADOOP = FaultyFileSystem.configuration();

  @TempDir Path root;

  @AfterEach
  void live() {
    FaultyFileSystem.begin();
  }

  /** Processes are dead by definition here; none beats. */
  private static History history(Path root) {
    return new History(
        new HistoryFiles(HADOOP, "faulty:" + root),
        new Lease.Terms(Duration.ofMillis(50), Duration.ofHours(1), holder -> true));
  }

  /** The whole search, from wherever it is. */
  private static void run(Path root) {
    SearchWriter writer = history(root).write(SEARCH, Samples.provenance("seed", "1"));
    while (writer.nextGeneration() < GENERATIONS) {
      writer.commit(Samples.generation(1, writer.nextGeneration(), 3), Samples.times(), Map.of());
    }
    writer.close();
  }

  private static List<Long> operationsOfAWholeRun(Path root, Death death) {
    FaultyFileSystem.begin();
    run(root);
    return FaultyFileSystem.operations(death);
  }

  @ParameterizedTest
  @EnumSource(Death.class)
  void deathAtEveryOperationLeavesAWholeHistory(Death death) {
    Path whole = root.resolve("whole");
    List<Long> operations = operationsOfAWholeRun(whole, death);
    assertThat(operations).hasSizeBetween(death == Death.HALFWAY ? 10 : 30, 200);
    List<TrialRow> expected = trials(whole);
    for (long last : operations) {
      Path crashed = root.resolve("crashed-" + last);
      FaultyFileSystem.begin(last, death);
      assertThatThrownBy(() -> run(crashed)).isInstanceOf(HistoryException.class);

      FaultyFileSystem.begin();
      requirePrefix(crashed, expected);
      run(crashed);
      assertThat(trials(crashed)).as("after death at %s", last).isEqualTo(expected);
      requireTidy(crashed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void deathAfterDeathAndDuringRecovery(long seed) {
    Path whole = root.resolve("whole");
    List<Long> operations = operationsOfAWholeRun(whole, Death.BEFORE);
    List<TrialRow> expected = trials(whole);
    Random random = new Random(seed);
    for (int round = 0; round < 5; round++) {
      Path crashed = root.resolve("crashed-" + round);
      for (int deaths = 0; deaths < 8; deaths++) {
        FaultyFileSystem.begin(
            operations.get(random.nextInt(operations.size())),
            Death.values()[random.nextInt(Death.values().length)]);
        try {
          run(crashed);
        } catch (HistoryException e) {
          assertThat(e).hasMessageContaining("the process is dead");
        }
        FaultyFileSystem.begin();
        requirePrefix(crashed, expected);
      }
      run(crashed);
      assertThat(trials(crashed)).isEqualTo(expected);
      requireTidy(crashed);
    }
  }

  @Test
  void anotherWriterMayYetCommitWhatItStaged() {
    // It gave no sign of life, but nobody knows that it is dead: it is only suspended.
    Lease.Terms terms =
        new Lease.Terms(Duration.ofMillis(50), Duration.ofHours(1), holder -> false);
    HistoryFiles files = new HistoryFiles(HADOOP, "faulty:" + root);
    History history = new History(files, terms);
    SearchWriter suspended = history.write(SEARCH, Samples.provenance());
    FaultyFileSystem.begin(4, Death.BEFORE);
    assertThatThrownBy(
            () -> suspended.commit(Samples.generation(1, 0, 3), Samples.times(), Map.of()))
        .isInstanceOf(HistoryException.class);
    FaultyFileSystem.begin();
    assertThat(files.names("_staging/crashed")).isNotEmpty();

    SearchWriter other = history.write(SEARCH, Samples.provenance());

    assertThat(files.names("_staging/crashed")).isNotEmpty();
    assertThatThrownBy(
            () -> suspended.commit(Samples.generation(1, 0, 3), Samples.times(), Map.of()))
        .isInstanceOf(SearchInUseException.class)
        .hasMessageContaining("was taken over by process " + ProcessHandle.current().pid());
    other.commit(Samples.generation(1, 0, 3), Samples.times(), Map.of());
    assertThat(history.search(SEARCH).lastGeneration()).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(Death.class)
  void deathInACompactionLosesNothing(Death death) {
    Path whole = root.resolve("whole");
    operationsOfAWholeRun(whole, death);
    List<TrialRow> expected = trials(whole);
    FaultyFileSystem.begin();
    history(whole).maintenance().compact(SEARCH, 1);
    List<Long> operations = FaultyFileSystem.operations(death);
    for (long last : operations) {
      Path crashed = root.resolve("crashed-" + last);
      FaultyFileSystem.begin();
      run(crashed);
      FaultyFileSystem.begin(last, death);
      assertThatThrownBy(() -> history(crashed).maintenance().compact(SEARCH, 1))
          .isInstanceOf(HistoryException.class);

      FaultyFileSystem.begin();
      assertThat(trials(crashed)).as("after death at %s", last).isEqualTo(expected);
      run(crashed);
      assertThat(parquetFiles(crashed, "generations")).hasSizeBetween(1, GENERATIONS);
      assertThat(history(crashed).search(SEARCH).generations()).hasSize(GENERATIONS);
      history(crashed).maintenance().compact(SEARCH, 1);
      assertThat(parquetFiles(crashed, "generations")).hasSize(1);
      assertThat(history(crashed).verify(SEARCH)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void deathInARewindOrARemovalIsMendedByDoingItAgain(Death death) {
    for (boolean removal : new boolean[] {false, true}) {
      Path path = root.resolve("crashed-" + removal);
      FaultyFileSystem.begin();
      run(path);
      FaultyFileSystem.begin();
      take(path, removal);
      for (long last : FaultyFileSystem.operations(death)) {
        FaultyFileSystem.begin();
        run(path);
        FaultyFileSystem.begin(last, death);
        assertThatThrownBy(() -> take(path, removal)).hasMessageContaining("the process is dead");

        FaultyFileSystem.begin();
        if (history(path).searches().contains(SEARCH)) {
          take(path, removal);
        }
        assertThat(trials(path)).isEmpty();
      }
      run(path);
      requireTidy(path);
      assertThat(history(path).verify(SEARCH)).isEmpty();
    }
  }

  private static void take(Path path, boolean removal) {
    if (removal) {
      history(path).maintenance().remove(SEARCH);
    } else {
      history(path).maintenance().rewind(SEARCH, -1);
    }
  }

  private static List<TrialRow> trials(Path root) {
    return history(root).find(SEARCH).map(s -> s.trials().toList()).orElse(List.of());
  }

  /** Whole generations from the first on, each with its state; plain readers see no others. */
  private void requirePrefix(Path crashed, List<TrialRow> expected) {
    Optional<StoredSearch> stored = history(crashed).find(SEARCH);
    int generations = stored.map(s -> s.lastGeneration().orElse(-1) + 1).orElse(0);
    assertThat(trials(crashed)).isEqualTo(expected.subList(0, 3 * generations));
    for (int generation = 0; generation < generations; generation++) {
      assertThat(stored.get().stateAfter(generation))
          .isEqualTo(Samples.generation(1, generation, 3).stateAfter());
    }
    for (int generation = 0; generation < GENERATIONS; generation++) {
      List<String> plain =
          parquetFiles(crashed, "trials/search_id=crashed/generation=" + generation);
      assertThat(plain).hasSizeLessThanOrEqualTo(generation < generations ? 1 : 0);
    }
  }

  private static void requireTidy(Path root) {
    assertThat(parquetFiles(root, "_staging")).isEmpty();
    assertThat(parquetFiles(root, "trials")).hasSize(GENERATIONS);
    assertThat(parquetFiles(root, "generations")).hasSize(GENERATIONS);
    assertThat(parquetFiles(root, "searches")).hasSize(1);
  }

  private static List<String> parquetFiles(Path root, String folder) {
    Path start = root.resolve(folder);
    if (!Files.exists(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.map(Path::toString).filter(f -> f.endsWith(".parquet")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
