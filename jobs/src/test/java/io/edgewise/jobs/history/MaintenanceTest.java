package io.edgewise.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.LatencyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compacting, rewinding, removing and checking a search. */
class MaintenanceTest {

  private static final SearchId SEARCH = new SearchId("kept");

  @TempDir Path root;
  private HistoryFiles files;
  private History history;

  @BeforeEach
  void open() {
    files = new HistoryFiles(new Configuration(), root.toUri().toString());
    history = new History(files, Lease.Terms.STANDARD);
  }

  private void run(SearchId search, int generations) {
    run(search, generations, Samples.provenance());
  }

  private void run(SearchId search, int generations, Provenance provenance) {
    try (SearchWriter writer = history.write(search, provenance)) {
      while (writer.nextGeneration() < generations) {
        Samples samples = new Samples(writer.nextGeneration());
        Generation generation = samples.generation(writer.nextGeneration(), 4);
        Map<TrialKey, LatencyReport> front =
            Map.of(generation.trials().get(0).key(), samples.withLayers(samples.latency(), 2));
        writer.commit(generation, Samples.times(), front);
      }
    }
  }

  @Test
  void aCompactedSearchIsTheSameInFewerFiles() {
    run(SEARCH, 5);
    StoredSearch before = history.search(SEARCH);
    List<TrialRow> trials = before.trials().toList();
    List<TrialRow> third = before.trials(3);
    List<LayerRow> layers = before.layers().toList();
    List<GenerationRow> generations = before.generations().toList();
    ControllerState state = before.stateAfter(3);

    history.maintenance().compact(SEARCH, 2);

    StoredSearch after = history.search(SEARCH);
    assertThat(after.trials()).containsExactlyElementsOf(trials);
    assertThat(after.trials(3)).isEqualTo(third);
    assertThat(after.layers()).containsExactlyElementsOf(layers);
    assertThat(after.generations().skip(3)).containsExactlyElementsOf(generations.subList(3, 5));
    assertThat(after.generations().limit(3))
        .containsExactlyElementsOf(
            generations.subList(0, 3).stream().map(GenerationRow::withoutState).toList());
    assertThat(after.stateAfter(3)).isEqualTo(state);
    assertThatThrownBy(() -> after.stateAfter(2))
        .hasMessageContaining("the controller state of generation 2 was compacted away");
    assertThat(files.filesBelow("generations")).hasSize(1);
    assertThat(files.filesBelow("layers")).hasSize(1);
    assertThat(files.filesBelow("trials")).hasSize(5);
    assertThat(files.names("_commits/kept"))
        .containsExactly("compacted-00000004.json", "search.json");
    assertThat(history.verify(SEARCH)).isEmpty();
  }

  @Test
  void aCompactedSearchGoesOnAndIsCompactedAgain() {
    run(SEARCH, 3);
    history.maintenance().compact(SEARCH, 1);
    run(SEARCH, 5);
    assertThat(history.verify(SEARCH)).isEmpty();

    history.maintenance().compact(SEARCH, 1);
    history.maintenance().compact(SEARCH, 1);

    assertThat(history.search(SEARCH).lastGeneration()).hasValue(4);
    assertThat(history.search(SEARCH).trials()).hasSize(20);
    assertThat(files.names("_commits/kept"))
        .containsExactly("compacted-00000004.json", "search.json");
    assertThat(files.filesBelow("generations")).hasSize(1);
    assertThat(history.verify(SEARCH)).isEmpty();
  }

  @Test
  void aSearchWithoutItsLastStateCouldNotGoOn() {
    assertThatThrownBy(() -> history.maintenance().compact(SEARCH, 0))
        .hasMessageContaining("states = 0: allowed is 1 or more");
  }

  @Test
  void aRewoundSearchGoesOnFromThereToTheSameEnd() {
    run(SEARCH, 4);
    List<TrialRow> before = history.search(SEARCH).trials().toList();

    history.maintenance().rewind(SEARCH, 1);

    assertThat(history.search(SEARCH).lastGeneration()).hasValue(1);
    assertThat(files.filesBelow("trials")).hasSize(2);
    assertThat(files.filesBelow("generations")).hasSize(2);
    assertThat(history.verify(SEARCH)).isEmpty();
    run(SEARCH, 4);
    assertThat(history.search(SEARCH).trials()).containsExactlyElementsOf(before);
  }

  @Test
  void rewindingIsTheWayBackFromDamage() throws IOException {
    run(SEARCH, 4);
    List<TrialRow> before = history.search(SEARCH).trials().toList();
    Files.delete(root.resolve("_commits/kept/generation-00000002.json"));
    assertThatThrownBy(() -> history.search(SEARCH))
        .hasMessageContaining("edgewise history rewind kept --to 1");

    history.maintenance().rewind(SEARCH, 1);

    run(SEARCH, 4);
    assertThat(history.search(SEARCH).trials()).containsExactlyElementsOf(before);
  }

  @Test
  void aSearchIsRewoundToItsBeginning() {
    run(SEARCH, 2);
    history.maintenance().rewind(SEARCH, -1);
    assertThat(history.search(SEARCH).lastGeneration()).isEmpty();
    assertThat(history.search(SEARCH).provenance()).isEqualTo(Samples.provenance());
  }

  @Test
  void whatWasCompactedIsNotSplit() {
    run(SEARCH, 3);
    history.maintenance().compact(SEARCH, 1);
    run(SEARCH, 5);

    assertThatThrownBy(() -> history.maintenance().rewind(SEARCH, 1))
        .hasMessageContaining("generations 0 to 2 were compacted into one file")
        .hasMessageContaining("rewind to 2 or later");
    assertThat(history.search(SEARCH).lastGeneration()).hasValue(4);
    history.maintenance().rewind(SEARCH, 2);
    assertThat(history.search(SEARCH).lastGeneration()).hasValue(2);
  }

  @Test
  void aRemovedSearchLeavesNothing() {
    run(SEARCH, 2);
    run(new SearchId("other"), 1);

    history.maintenance().remove(SEARCH);

    assertThat(history.searches()).containsExactly(new SearchId("other"));
    assertThat(history.find(SEARCH)).isEmpty();
    assertThat(files.filesBelow("")).noneMatch(file -> file.contains("kept"));
    run(SEARCH, 1);
    assertThat(history.search(SEARCH).trials()).hasSize(4);
  }

  @Test
  void theYoungestAreRetained() {
    for (int night = 1; night <= 4; night++) {
      run(
          new SearchId("nightly-" + night),
          1,
          createdAt(Instant.EPOCH.plus(Duration.ofDays(night))));
    }
    run(SEARCH, 1);

    assertThat(retained(history.maintenance())).containsExactly(new SearchId("nightly-1"));
    assertThat(retained(history.maintenance())).isEmpty();
    assertThat(history.searches()).hasSize(4).contains(SEARCH);
  }

  private static Provenance createdAt(Instant time) {
    return new Provenance("tiny", "", new TreeMap<>(), Contents.UNKNOWN, new TreeMap<>(), time);
  }

  @Test
  void nothingIsDoneToASearchThatRuns() {
    History beating =
        new History(
            files, new Lease.Terms(Duration.ofHours(1), Duration.ofMillis(5), Holder::isKnownDead));
    try (SearchWriter live = beating.write(SEARCH, Samples.provenance())) {
      assertThat(live.nextGeneration()).isZero();
      assertThatThrownBy(() -> beating.maintenance().compact(SEARCH, 1))
          .isInstanceOf(SearchInUseException.class);
      assertThatThrownBy(() -> beating.maintenance().rewind(SEARCH, -1))
          .isInstanceOf(SearchInUseException.class);
      assertThatThrownBy(() -> beating.maintenance().remove(SEARCH))
          .isInstanceOf(SearchInUseException.class);
    }
  }

  @Test
  void nothingIsDoneToASearchThatIsNotThere() {
    assertThatThrownBy(() -> history.maintenance().remove(SEARCH))
        .hasMessageContaining("no search kept in ");
    assertThat(files.filesBelow("")).isEmpty();
  }

  @Test
  void allDamageIsFoundAtOnce() throws IOException {
    run(SEARCH, 4);
    Files.delete(root.resolve(only("trials/search_id=kept/generation=1")));
    Path cut = root.resolve(only("trials/search_id=kept/generation=2"));
    Files.write(cut, new byte[7]);
    Path manifest = root.resolve("_commits/kept/generation-00000003.json");
    Files.writeString(manifest, Files.readString(manifest).replace("\"rows\" : 4", "\"rows\" : 5"));

    List<Finding> findings = history.verify(SEARCH);

    assertThat(findings.stream().filter(finding -> !finding.harmless()).map(Finding::toString))
        .satisfiesExactlyInAnyOrder(
            f -> assertThat(f).contains("generation=1/part-").contains("is missing"),
            f -> assertThat(f).contains("generation=2/part-").contains("has 7 bytes in place of"),
            f -> assertThat(f).contains("generation-00000003.json does not match its checksum"),
            f -> assertThat(f).contains("generation 1 has 4 trials: there are 0"),
            f -> assertThat(f).contains("generation 2 has 4 trials: there are 0"));
  }

  @Test
  void aManifestOutOfTheMiddleIsMissed() throws IOException {
    run(SEARCH, 4);
    Files.delete(root.resolve("_commits/kept/generation-00000001.json"));

    assertThat(history.verify(SEARCH))
        .filteredOn(finding -> !finding.harmless())
        .singleElement()
        .hasToString(
            "damage: _commits/kept/generation-00000002.json follows a gap: generations 1 to 1 are"
                + " missing");
  }

  @Test
  void aSearchWithoutItsCreationIsDamagedAndNotGone() throws IOException {
    run(SEARCH, 2);
    Files.delete(root.resolve("_commits/kept/search.json"));

    assertThat(history.searches()).containsExactly(SEARCH);
    assertThatThrownBy(() -> run(SEARCH, 3))
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessageContaining("_commits/kept/search.json is missing")
        .hasMessageContaining("start the search under another id");
    assertThat(history.verify(SEARCH)).anyMatch(finding -> !finding.harmless());
    assertThat(files.filesBelow("trials")).as("nothing more is lost").hasSize(2);
    history.maintenance().remove(SEARCH);
    assertThat(history.searches()).isEmpty();
  }

  @Test
  void whatIsLeftOverIsFoundAndCompactedAway() throws IOException {
    run(SEARCH, 2);
    Path stray = root.resolve("trials/search_id=kept/generation=1/part-00000001-x.parquet");
    Files.write(stray, new byte[7]);
    Files.createDirectories(root.resolve("_staging/kept/t00000099-0"));

    assertThat(history.verify(SEARCH))
        .extracting(Finding::toString)
        .containsExactlyInAnyOrder(
            "note: trials/search_id=kept/generation=1/part-00000001-x.parquet was never committed;"
                + " `edgewise history compact kept` deletes it",
            "note: _staging/kept/t00000099-0 was never committed;"
                + " `edgewise history compact kept` deletes it");
    history.maintenance().compact(SEARCH, 1);
    assertThat(history.verify(SEARCH)).isEmpty();
    assertThat(stray).doesNotExist();
  }

  private String only(String folder) {
    List<String> found = files.filesBelow(folder);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /** Deletes the nights but for three, as the command does. */
  private static List<SearchId> retained(Maintenance maintenance) {
    List<SearchId> surplus = maintenance.surplus("nightly-", 3);
    maintenance.remove(surplus);
    return surplus;
  }
}
