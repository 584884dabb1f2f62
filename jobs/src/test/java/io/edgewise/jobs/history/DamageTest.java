package io.edgewise.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.Damage;
import io.edgewise.search.history.Times;
import io.edgewise.search.trial.SearchId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damage that disks, clocks and people do to a history ends in a clear error or a clean recovery.
 */
class DamageTest {

  private static final SearchId SEARCH = new SearchId("damaged");
  private static final int GENERATIONS = 4;

  @TempDir Path root;

  @AfterEach
  void tidy() {
    FaultyFileSystem.leaveRoom(Long.MAX_VALUE);
    FaultyFileSystem.begin();
  }

  private static History history(Path root) {
    return History.open(new Configuration(), root.toString());
  }

  private static void run(History history, int generations) {
    try (SearchWriter writer = history.write(SEARCH, Samples.provenance("seed", "1"))) {
      while (writer.nextGeneration() < generations) {
        writer.commit(Samples.generation(1, writer.nextGeneration(), 3), Samples.times(), Map.of());
      }
    }
  }

  private static List<TrialRow> trials(Path root) {
    return history(root).search(SEARCH).trials().toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5_000, 20_000, 40_000})
  void aFullDiskLosesNothingAndTheSearchGoesOnWhenThereIsRoom(long room) {
    run(history(root.resolve("whole")), GENERATIONS);
    Path full = root.resolve("full");
    History history = History.open(FaultyFileSystem.configuration(), "faulty:" + full);
    run(history, 1);

    FaultyFileSystem.leaveRoom(room);
    assertThatThrownBy(() -> run(history, 40))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("cannot write faulty:" + full)
        .hasMessageContaining("No space left on device. What was committed is untouched");
    List<TrialRow> kept = trials(full);
    assertThat(kept).hasSizeGreaterThanOrEqualTo(3);

    FaultyFileSystem.leaveRoom(Long.MAX_VALUE);
    int there = history.search(SEARCH).lastGeneration().orElseThrow() + 1;
    run(history, Math.max(there, GENERATIONS));
    assertThat(trials(full)).startsWith(kept.toArray(TrialRow[]::new));
    assertThat(trials(full).subList(0, 12)).isEqualTo(trials(root.resolve("whole")));
    assertThat(history.verify(SEARCH)).allMatch(Finding::harmless);
  }

  @Test
  void aDamagedManifestIsReadOrRefusedByName() throws IOException {
    run(history(root), GENERATIONS);
    for (String name : List.of("search.json", "generation-00000003.json")) {
      Path manifest = root.resolve("_commits/damaged/" + name);
      String whole = Files.readString(manifest);
      Consumer<Path> read = file -> history(root).search(SEARCH).manifests();
      Damage.readOrRefused(manifest, whole, read);
      // As if somebody had written it, who knows how the checksum is made.
      Damage.readOrRefused(manifest, whole, DamageTest::withItsChecksum, read);
      Files.writeString(manifest, whole);
    }
  }

  private static byte[] withItsChecksum(byte[] text) {
    try {
      JsonMapper json = new JsonMapper();
      if (json.readTree(text) instanceof ObjectNode manifest) {
        manifest.remove("checksum");
        manifest.put("checksum", TableFile.sha256(json.writeValueAsBytes(manifest)));
        return json.writeValueAsBytes(manifest);
      }
    } catch (IOException e) {
      // No JSON any more.
    }
    return text;
  }

  /** Some subset of the files: what is read is right, and what is not right is not read. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aHistoryHalfDeletedIsNeverMisread(long seed) throws IOException {
    run(history(root), GENERATIONS);
    List<TrialRow> whole = trials(root);
    deleteHalf(new Random(seed));

    List<TrialRow> read = List.of();
    try {
      read = history(root).find(SEARCH).map(s -> s.trials().toList()).orElse(List.of());
    } catch (DamagedHistoryException e) {
      assertThat(e).hasMessageContaining("edgewise history ").hasMessageContaining(SEARCH.value());
    }
    assertThat(read).isEqualTo(whole.subList(0, read.size()));
    boolean listed = history(root).searches().contains(SEARCH);
    if (listed) {
      assertThat(history(root).verify(SEARCH)).isNotEmpty();
    }
    try {
      run(history(root), GENERATIONS);
      assertThat(trials(root)).isEqualTo(whole);
      assertThat(files("trials")).hasSize(GENERATIONS);
    } catch (DamagedHistoryException e) {
      assertThat(e).hasMessageContaining("edgewise history ");
    }
  }

  private void deleteHalf(Random random) throws IOException {
    List<Path> files = new ArrayList<>(files(""));
    Collections.shuffle(files, random);
    for (Path file : files.subList(0, files.size() / 2)) {
      Files.delete(file);
    }
  }

  private List<Path> files(String folder) throws IOException {
    try (Stream<Path> paths = Files.walk(root.resolve(folder))) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void aLostManifestIsToldBeforeItsGenerationIsWrittenTwice() throws IOException {
    run(history(root), GENERATIONS);
    List<TrialRow> whole = trials(root);
    Files.delete(root.resolve("_commits/damaged/generation-00000003.json"));

    assertThatThrownBy(() -> run(history(root), GENERATIONS))
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessageContaining("/part-00000003-")
        .hasMessageContaining("was committed, but its manifest is gone")
        .hasMessageContaining("`edgewise history compact damaged`");

    history(root).maintenance().compact(SEARCH, 1);
    run(history(root), GENERATIONS);
    assertThat(trials(root)).isEqualTo(whole);
    assertThat(files("trials")).hasSize(GENERATIONS);
  }

  @Test
  void aRootThatCannotBeWrittenIsNamed() {
    // Not even root may make a folder there.
    assertThatThrownBy(() -> run(history(Path.of("/proc/edgewise")), 1))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("/proc/edgewise");
  }

  @Test
  void aClockThatJumpsBackChangesNothingButTheTimes() {
    Instant late = Instant.parse("2026-11-24T12:00:00Z");
    try (SearchWriter writer = history(root).write(SEARCH, Samples.provenance("seed", "1"))) {
      for (int generation = 0; generation < 3; generation++) {
        Instant start = late.minus(Duration.ofDays(generation));
        writer.commit(
            Samples.generation(1, generation, 3),
            new Times(start, start.minusSeconds(3600), 5, 6),
            Map.of());
      }
    }
    assertThat(history(root).verify(SEARCH)).isEmpty();
    assertThat(history(root).search(SEARCH).generations().map(GenerationRow::generation))
        .containsExactly(0, 1, 2);
    assertThat(history(root).search(SEARCH).lastGeneration()).hasValue(2);
  }

  /** {@code history-1.0} was written by the first version of the schema and is never rewritten. */
  @Test
  void aHistoryOfAnOlderSchemaIsReadAndGoesOn() throws IOException {
    SearchId golden = new SearchId("golden");
    FileUtils.copyDirectory(new File("src/test/resources/history-1.0"), root.toFile());

    assertThat(history(root).verify(golden)).isEmpty();
    List<TrialRow> before = history(root).search(golden).trials().toList();
    assertThat(before).hasSize(8);
    assertThat(before).extracting(TrialRow::candidate).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    assertThat(before.get(0).trial().architecture().valuesByDecision())
        .isEqualTo(Map.of("stage1.kernel", "7", "stage1.channels", "32"));

    try (SearchWriter writer = history(root).write(golden, Samples.provenance("seed", "1"))) {
      writer.commit(Samples.generation(1, 2, 4), Samples.times(), Map.of());
    }
    assertThat(history(root).search(golden).trials())
        .hasSize(12)
        .startsWith(before.toArray(TrialRow[]::new));
    assertThat(history(root).verify(golden)).isEmpty();
  }
}
