package io.edgewise.jobs.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.jobs.history.SearchWriter;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.network.NetworkFileTest;
import io.edgewise.jobs.track.mlflow.Credentials;
import io.edgewise.jobs.track.mlflow.MlflowServer;
import io.edgewise.jobs.track.mlflow.RecordingMlflow;
import io.edgewise.jobs.track.mlflow.RecordingMlflow.Arrived;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.history.Tally;
import io.edgewise.search.history.Times;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that records what it is told, and histories that a tracker tells it of. */
abstract class AgainstMlflow {

  static final SearchId ID = new SearchId("mine");
  static final Architecture NETWORK = SearchSpaceFile.find("efficientnet-edgetpu").first();
  static final Instant CREATED = Instant.parse("2026-11-24T02:00:00.25Z");
  static final Instant START = Instant.parse("2026-11-24T02:30:00Z");
  static final LatencyReport REPORT =
      new LatencyReport(
          "net",
          Metrics.NONE.with(Metric.LATENCY, 4.5).with(Metric.PARAMETERS, 1_000_000),
          Bottleneck.COMPUTE,
          List.of());
  static final Patience PATIENCE = new Patience(Duration.ofMillis(50), Duration.ofSeconds(30));

  static final Credentials NOBODY = new Credentials(null, null, null);

  @TempDir Path root;

  RecordingMlflow mlflow;
  final List<String> told = new ArrayList<>();

  @BeforeEach
  void startServer() throws IOException {
    mlflow = new RecordingMlflow();
  }

  @AfterEach
  void stopServer() {
    mlflow.close();
  }

  void track(StoredSearch stored) {
    track(stored, NOBODY);
  }

  void track(StoredSearch stored, Credentials credentials) {
    Duration limit = Duration.ofSeconds(mlflow.hangs() ? 1 : 20);
    try (Tracker tracker = tracker(stored, credentials, limit)) {
      tracker.started(Tally.NONE);
      tracker.finish();
    }
  }

  Tracker tracker(StoredSearch stored, Credentials credentials, Duration limit) {
    return new Tracker(
        new MlflowServer(URI.create(mlflow.address()), credentials, limit),
        "the server",
        () -> stored,
        now -> new TrialRuns(TrackedSearch.of(now), trial -> NetworkFileTest.NETWORK),
        PATIENCE,
        told::add);
  }

  StoredSearch sample(int generations) {
    HistorySamples.write(root, ID, generations, 30);
    return stored();
  }

  StoredSearch stored() {
    return History.open(new Configuration(), root.toUri().toString()).search(ID);
  }

  static List<TrialRow> trainings(StoredSearch stored) {
    return stored.trials().filter(row -> row.proxy() != null).toList();
  }

  /** Each training has one whole run, and nothing else has any. */
  void assertAllThere(StoredSearch stored) {
    assertThat(mlflow.runs())
        .extracting(Arrived::trial)
        .containsExactlyInAnyOrderElementsOf(
            trainings(stored).stream().map(row -> row.key().toString()).toList());
    assertThat(mlflow.runs())
        .allSatisfy(run -> assertThat(run.info().get("status")).isIn("FINISHED", "FAILED"));
  }

  static Trial trial(
      int index, LatencyReport report, boolean trained, Evaluation evaluation, double reward) {
    return new Trial(
        0,
        index,
        NETWORK,
        Costs.of(report),
        trained ? Optional.of(new Training(7, "16x16x3, 2 epochs", 9)) : Optional.empty(),
        evaluation,
        reward,
        Optional.empty());
  }

  void write(Trial... trials) {
    Provenance provenance =
        new Provenance(
            "space", "", new TreeMap<>(), new Contents(new TreeMap<>()), new TreeMap<>(), CREATED);
    try (SearchWriter writer =
        History.open(new Configuration(), root.toUri().toString()).write(ID, provenance)) {
      writer.commit(
          new Generation(
              0,
              List.of(trials),
              new ControllerState("random", Map.of(), Map.of()),
              Generation.Counts.NONE),
          new Times(START, START, 1, 1),
          Map.of());
    }
  }
}
