package io.edgewise.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.history.Generation;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search is written a generation at a time and read back. */
class HistoryTest {

  private static final SearchId SEARCH = new SearchId("quickstart");

  @TempDir Path root;
  private History history;

  @BeforeEach
  void open() {
    history = History.open(new Configuration(), root.toUri().toString());
  }

  private SearchWriter write(String... settings) {
    return history.write(SEARCH, Samples.provenance(settings));
  }

  private static void commit(SearchWriter writer, int number) {
    writer.commit(Samples.generation(1, number, 5), Samples.times(), Map.of());
  }

  @Test
  void anEmptyRootHoldsNoSearch() {
    assertThat(history.searches()).isEmpty();
    assertThat(history.find(SEARCH)).isEmpty();
    assertThatThrownBy(() -> history.search(SEARCH))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("no search quickstart in file:")
        .hasMessageContaining("there are []");
  }

  @Test
  void aSearchIsReadBackAsItWasWritten() {
    Generation first = Samples.generation(1, 0, 5);
    Generation second = Samples.generation(1, 1, 3);
    Trial onFront = second.trials().get(2);
    Samples samples = new Samples(9);
    LatencyReport report = samples.withLayers(samples.latency(), 4);
    try (SearchWriter writer = write("seed", "1")) {
      writer.commit(first, Samples.times(), Map.of());
      writer.commit(second, Samples.times(), Map.of(onFront.key(), report));
    }

    StoredSearch stored = history.search(SEARCH);

    assertThat(history.searches()).containsExactly(SEARCH);
    assertThat(stored.provenance()).isEqualTo(Samples.provenance("seed", "1"));
    assertThat(stored.lastGeneration()).hasValue(1);
    assertThat(stored.trials().map(TrialRow::key))
        .containsExactlyElementsOf(
            Stream.concat(first.trials().stream(), second.trials().stream())
                .map(Trial::key)
                .toList());
    assertThat(stored.trials(1)).hasSize(3);
    assertThat(stored.stateAfter(0)).isEqualTo(first.stateAfter());
    assertThat(stored.stateAfter(1)).isEqualTo(second.stateAfter());
    assertThat(stored.generations().map(GenerationRow::trials)).containsExactly(5, 3);
    assertThat(stored.layers().map(LayerRow::layer)).containsExactly(0, 1, 2, 3);
    assertThat(stored.layers().map(LayerRow::candidate)).containsOnly(2);
  }

  @Test
  void aSearchGoesOnAfterItsLastGeneration() {
    try (SearchWriter writer = write("seed", "1")) {
      commit(writer, 0);
    }
    try (SearchWriter writer = write("seed", "1")) {
      assertThat(writer.nextGeneration()).isEqualTo(1);
      commit(writer, 1);
    }
    assertThat(history.search(SEARCH).trials()).hasSize(10);
  }

  @Test
  void otherSettingsUnderTheSameIdAreRefusedByName() {
    write("seed", "1", "plan.pool", "8").close();

    assertThatThrownBy(() -> write("seed", "2", "controller", "ppo"))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("search quickstart was started with other settings")
        .hasMessageContaining("seed: was 1, is 2")
        .hasMessageContaining("plan.pool: was 8, is not set")
        .hasMessageContaining("controller: was not set, is ppo");
  }

  @Test
  void aGenerationOutOfTurnIsRefused() {
    try (SearchWriter writer = write()) {
      commit(writer, 0);
      assertThatThrownBy(() -> commit(writer, 0))
          .hasMessageContaining("generation 0 was given, the next one is 1");
      assertThatThrownBy(() -> commit(writer, 2))
          .hasMessageContaining("generation 2 was given, the next one is 1");
    }
  }

  @Test
  void aKeyIsUnique() {
    Generation good = Samples.generation(1, 0, 2);
    Trial trial = good.trials().get(0);
    Trial stray = Samples.generation(1, 4, 1).trials().get(0);
    try (SearchWriter writer = write()) {
      assertThatThrownBy(() -> commitTrials(writer, good, List.of(trial, trial)))
          .hasMessageContaining("two trials have the key 0/0");
      assertThatThrownBy(() -> commitTrials(writer, good, List.of(trial, stray)))
          .hasMessageContaining("trial 4/0 is not of generation 0");
      assertThat(writer.nextGeneration()).isZero();
    }
  }

  private static void commitTrials(SearchWriter writer, Generation like, List<Trial> trials) {
    writer.commit(
        new Generation(like.number(), trials, like.stateAfter(), like.counts()),
        Samples.times(),
        Map.of());
  }

  @Test
  void whatIsNotCommittedIsNotThere() {
    try (SearchWriter writer = write()) {
      commit(writer, 0);
    }
    StoredSearch stored = history.search(SEARCH);
    assertThatThrownBy(() -> stored.trials(3))
        .hasMessage("search quickstart has no generation 3: 0 to 0 are committed");
    assertThatThrownBy(() -> stored.stateAfter(1)).hasMessageContaining("has no generation 1");
  }

  @Test
  void theTablesHoldNothingButCommittedFiles() throws IOException {
    try (SearchWriter writer = write()) {
      commit(writer, 0);
      commit(writer, 1);
    }
    assertThat(filesBelow("trials"))
        .hasSize(2)
        .anyMatch(f -> f.matches("trials/search_id=quickstart/generation=1/part-.*\\.parquet"));
    assertThat(filesBelow("generations")).hasSize(2);
    assertThat(filesBelow("searches")).hasSize(1);
    assertThat(filesBelow("_staging")).isEmpty();
  }

  @Test
  void aFileCutShortIsNamedWithWhatToDo() throws IOException {
    try (SearchWriter writer = write()) {
      IntStream.range(0, 3).forEach(number -> commit(writer, number));
    }
    Path file = root.resolve(trialsFile(2));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> history.search(SEARCH).trials().toList())
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessageContaining(
            "search quickstart, generation 2: trials/search_id=quickstart/generation=2/part-")
        .hasMessageContaining("has " + bytes.length / 2 + " bytes in place of " + bytes.length)
        .hasMessageContaining("edgewise history rewind quickstart --to 1");
  }

  @Test
  void aFileDeletedOrChangedIsNamed() throws IOException {
    try (SearchWriter writer = write()) {
      IntStream.range(0, 3).forEach(number -> commit(writer, number));
    }
    Files.delete(root.resolve(trialsFile(1)));
    Path changed = root.resolve(trialsFile(2));
    byte[] bytes = Files.readAllBytes(changed);
    bytes[bytes.length / 2] ^= 1;
    Files.write(changed, bytes);

    StoredSearch stored = history.search(SEARCH);
    assertThat(stored.trials(0)).hasSize(5);
    assertThatThrownBy(() -> stored.trials(1))
        .hasMessageContaining("generation=1/part-")
        .hasMessageContaining("is missing");
    assertThatThrownBy(() -> stored.trials(2)).hasMessageContaining("does not match its checksum");
  }

  @Test
  void aManifestDeletedFromTheMiddleIsNamed() throws IOException {
    try (SearchWriter writer = write()) {
      IntStream.range(0, 3).forEach(number -> commit(writer, number));
    }
    Files.delete(root.resolve("_commits/quickstart/generation-00000001.json"));

    assertThatThrownBy(() -> history.search(SEARCH))
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessageContaining("_commits/quickstart/generation-00000001.json is missing");
  }

  private String trialsFile(int generation) throws IOException {
    return filesBelow("trials/search_id=quickstart/generation=" + generation).get(0);
  }

  private List<String> filesBelow(String folder) throws IOException {
    Path start = root.resolve(folder);
    if (!Files.exists(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
