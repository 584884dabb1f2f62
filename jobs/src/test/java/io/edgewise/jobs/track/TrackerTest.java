package io.edgewise.jobs.track;

import static java.util.stream.Collectors.toMap;
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
import io.edgewise.jobs.track.mlflow.RecordingMlflow.Mood;
import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.history.Tally;
import io.edgewise.search.history.Times;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Choice;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
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
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each training that is committed arrives at a tracking server, and once. */
class TrackerTest {

  private static final SearchId ID = new SearchId("mine");
  private static final Architecture NETWORK = SearchSpaceFile.find("efficientnet-edgetpu").first();
  private static final Instant CREATED = Instant.parse("2026-11-24T02:00:00.25Z");
  private static final Instant START = Instant.parse("2026-11-24T02:30:00Z");
  private static final LatencyReport REPORT =
      new LatencyReport(
          "net",
          Metrics.NONE.with(Metric.LATENCY, 4.5).with(Metric.PARAMETERS, 1_000_000),
          Bottleneck.COMPUTE,
          List.of());
  private static final Patience PATIENCE =
      new Patience(Duration.ofMillis(50), Duration.ofSeconds(30));

  private static final Credentials NOBODY = new Credentials(null, null, null);

  @TempDir private Path root;

  private RecordingMlflow mlflow;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void startServer() throws IOException {
    mlflow = new RecordingMlflow();
  }

  @AfterEach
  void stopServer() {
    mlflow.close();
  }

  private void track(StoredSearch stored) {
    track(stored, NOBODY);
  }

  private void track(StoredSearch stored, Credentials credentials) {
    Duration limit = Duration.ofSeconds(mlflow.hangs() ? 1 : 20);
    try (Tracker tracker = tracker(stored, credentials, limit)) {
      tracker.started(Tally.NONE);
      tracker.finish();
    }
  }

  private Tracker tracker(StoredSearch stored, Credentials credentials, Duration limit) {
    return new Tracker(
        new MlflowServer(URI.create(mlflow.address()), credentials, limit),
        "the server",
        () -> stored,
        now -> new TrialRuns(TrackedSearch.of(now), trial -> NetworkFileTest.NETWORK),
        PATIENCE,
        told::add);
  }

  private StoredSearch sample(int generations) {
    HistorySamples.write(root, ID, generations, 30);
    return stored();
  }

  private StoredSearch stored() {
    return History.open(new Configuration(), root.toUri().toString()).search(ID);
  }

  private static List<TrialRow> trainings(StoredSearch stored) {
    return stored.trials().filter(row -> row.proxy() != null).toList();
  }

  /** Each training has one whole run, and nothing else has any. */
  private void assertAllThere(StoredSearch stored) {
    assertThat(mlflow.runs())
        .extracting(Arrived::trial)
        .containsExactlyInAnyOrderElementsOf(
            trainings(stored).stream().map(row -> row.key().toString()).toList());
    assertThat(mlflow.runs())
        .allSatisfy(run -> assertThat(run.info().get("status")).isIn("FINISHED", "FAILED"));
  }

  /**
   * Two of three proposals were trained: one to 75 % in two epochs, 3 s long, and one that
   * diverged.
   */
  @Test
  void aTrainingArrivesAsTheRunThatItWas() {
    Evaluation.Cost cost =
        new Evaluation.Cost(
            3000, "worker-1", 0, new Evaluation.Span(START, START.plusMillis(3000)));
    write(
        trial(
            0,
            REPORT,
            true,
            new Evaluation.Measured(
                new Estimate(0.75, 0.02, 0.1),
                Answers.UNKNOWN,
                Map.of("f1", 0.7),
                List.of(2.0, 1.5),
                cost,
                null,
                null),
            0.8),
        trial(1, REPORT, true, new Evaluation.Failed("diverged", "loss NaN", cost), Double.NaN),
        trial(2, REPORT, false, new Evaluation.Infeasible("latency", "4.5 ms > 4 ms"), 0.0));

    track(stored(), new Credentials("ada", "pass word", "unused"));

    assertThat(told).containsExactly("tracking: 2 runs are at the server");
    assertThat(mlflow.experiments()).containsOnlyKeys("mine");
    Arrived run = mlflow.runs().get(0);
    assertThat(run.experiment()).isEqualTo(mlflow.experiments().get("mine"));
    assertThat(run.name()).isEqualTo("trial 0/0");
    assertThat(run.parameters())
        .isEqualTo(NETWORK.choices().stream().collect(toMap(Choice::decision, Choice::value)));
    assertThat(run.metrics().get("training_loss"))
        .isEqualTo(new TreeMap<>(Map.of(1L, 2.0, 2L, 1.5)));
    assertThat(run.metric("accuracy")).isEqualTo(0.75);
    assertThat(run.metric("accuracy_error")).isEqualTo(0.02);
    assertThat(run.metric("reward")).isEqualTo(0.8);
    assertThat(run.metric("latency_ms")).isEqualTo(4.5);
    assertThat(run.metric("parameters")).isEqualTo(1e6);
    assertThat(run.metric("narrow_memory_bytes_per_tile")).isZero();
    assertThat(run.metric("metrics.f1")).isEqualTo(0.7);
    assertThat(run.metric("training_ms")).isEqualTo(3000);
    assertThat(run.metrics()).as("not known").doesNotContainKey("energy_mj");
    assertThat(run.tags())
        .containsEntry("edgewise.search_id", "mine")
        .containsEntry("edgewise.created_at", "2026-11-24T02:00:00.250Z")
        .containsEntry("edgewise.trial", "0/0")
        .containsEntry("edgewise.status", "measured")
        .containsEntry("edgewise.architecture_id", NETWORK.id().hex())
        .containsEntry("edgewise.host", "worker-1")
        .containsEntry("edgewise.seed", "7")
        .containsEntry("edgewise.proxy", "16x16x3, 2 epochs")
        .doesNotContainKeys("edgewise.reason", "edgewise.detail");
    assertThat(run.info())
        .containsEntry("status", "FINISHED")
        .containsEntry("start_time", String.valueOf(START.toEpochMilli()))
        .containsEntry("end_time", String.valueOf(START.toEpochMilli() + 3000));
    assertThat(run.files())
        .isEqualTo(Map.of(NETWORK.id() + ".json", NetworkFileTest.NETWORK.toJson()));
    Arrived failed = mlflow.runs().get(1);
    assertThat(failed.info()).containsEntry("status", "FAILED");
    assertThat(failed.tags())
        .containsEntry("edgewise.reason", "diverged")
        .containsEntry("edgewise.detail", "loss NaN");
    assertThat(failed.metrics()).containsKey("latency_ms").doesNotContainKeys("accuracy", "reward");
    assertThat(failed.files()).isEmpty();
    assertThat(mlflow.authorizations())
        .as("ada:pass word, at each call")
        .containsOnly("Basic YWRhOnBhc3Mgd29yZA==");
  }

  private static Trial trial(
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

  private void write(Trial... trials) {
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

  @Test
  void aTrainingForSeveralAcceleratorsHasItsNumbersOnEach() {
    Evaluation measured =
        new Evaluation.Measured(0.5, List.of(), new Evaluation.Cost(1, "somewhere"));
    Costs costs =
        new Costs(
            List.of(
                new OnAccelerator("usb", REPORT, null, 0.6),
                new OnAccelerator(
                    "board",
                    new LatencyReport(
                        "net", Metrics.NONE.with(Metric.LATENCY, 9), Bottleneck.HOST, List.of()),
                    new Evaluation.Infeasible("latency", "9 ms > 8 ms"),
                    Double.NaN)));
    write(
        new Trial(
            0,
            0,
            NETWORK,
            costs,
            Optional.of(new Training(7, "small", 9)),
            measured,
            0.6,
            Optional.empty()));

    track(stored());

    Map<String, TreeMap<Long, Double>> metrics = mlflow.runs().get(0).metrics();
    assertThat(metrics)
        .containsEntry("latency_ms", new TreeMap<>(Map.of(0L, 4.5)))
        .containsEntry("latency_ms.usb", new TreeMap<>(Map.of(0L, 4.5)))
        .containsEntry("reward.usb", new TreeMap<>(Map.of(0L, 0.6)))
        .containsEntry("latency_ms.board", new TreeMap<>(Map.of(0L, 9.0)))
        .doesNotContainKey("reward.board");
  }

  @Test
  void ofHistoriesOfAllKindsOfTrialsEachTrainingArrivesWithItsNumbers() {
    StoredSearch stored = sample(4);

    track(stored);

    assertAllThere(stored);
    assertThat(trainings(stored)).hasSizeGreaterThan(40);
    Map<String, Arrived> runs =
        mlflow.runs().stream().collect(toMap(Arrived::trial, Function.identity()));
    for (TrialRow row : trainings(stored)) {
      Arrived run = runs.get(row.key().toString());
      assertThat(run.metrics().containsKey("accuracy")).isEqualTo(row.accuracy() != null);
      if (row.accuracy() != null) {
        assertThat(run.metric("accuracy")).isEqualTo(row.accuracy());
      }
      assertThat(run.metrics().values())
          .allSatisfy(steps -> assertThat(steps.values()).allMatch(Double::isFinite));
      assertThat(run.info().get("status"))
          .isEqualTo(row.status().equals(TrialRow.FAILED) ? "FAILED" : "FINISHED");
      assertThat(run.tags().values())
          .noneMatch(text -> text.chars().anyMatch(Character::isISOControl));
    }
  }

  @Test
  void whatIsThereIsNotWrittenAgainAndWhatCameSinceIs() {
    track(sample(1));
    List<Arrived> first = mlflow.runs();

    track(sample(3));

    assertThat(mlflow.runs().subList(0, first.size())).isEqualTo(first);
    assertAllThere(stored());
    int runs = mlflow.runs().size();
    track(stored());
    assertThat(mlflow.runs()).hasSize(runs);
    assertThat(told)
        .containsExactly(
            "tracking: " + first.size() + " runs are at the server",
            "tracking: " + runs + " runs are at the server",
            "tracking: " + runs + " runs are at the server");
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs/create", "runs/log-batch", "runs/update"})
  void aRunThatBrokeOffIsCompletedAndNotBegunAnew(String call) {
    StoredSearch stored = sample(1);
    mlflow.be(Mood.CLOSES, call);
    track(stored);
    int begun = mlflow.runs().size();
    assertThat(begun).isEqualTo(call.equals("runs/create") ? 0 : 1);

    mlflow.be(Mood.WELL, "");
    track(stored);

    assertAllThere(stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ERROR_500 | answers 500 <html>token=*** [31mdatabase is locked</html>
          FORBIDDEN | answers 401 You are not authenticated. (credentials: MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, of the driver's environment)
          HANGS     | gave no answer within 1 s
          CLOSES    | does not answer: 127.0.0.1:PORT failed to respond
          """)
  void aServerThatFailsIsComplainedOfOnceAndGetsItsRunsLater(Mood mood, String why) {
    StoredSearch stored = sample(1);
    int trainings = trainings(stored).size();
    mlflow.be(mood, "");
    String reason = why.replace("PORT", String.valueOf(URI.create(mlflow.address()).getPort()));

    track(stored, new Credentials(null, null, "tok-en"));

    assertThat(told)
        .containsExactly(
            "tracking: the server " + reason + "; the search goes on",
            "tracking: 0 of "
                + trainings
                + " runs are at the server, which "
                + reason
                + "; the same command writes the others");
    assertThat(mlflow.authorizations()).containsOnly("Bearer tok-en");
    mlflow.be(Mood.WELL, "");
    track(stored);
    assertAllThere(stored);
  }

  @Test
  void aServerThatIsAwayForAWhileGetsWhatItMissedWhileTheSearchGoesOn() throws Exception {
    StoredSearch stored = sample(1);
    mlflow.be(Mood.ERROR_500, "");
    try (Tracker tracker = tracker(stored, NOBODY, Duration.ofSeconds(20))) {
      tracker.started(Tally.NONE);
      waitFor(() -> mlflow.calls().size() >= 3);
      mlflow.be(Mood.WELL, "");
      waitFor(() -> mlflow.runs().size() == trainings(stored).size());
      tracker.finish();
    }
    assertAllThere(stored);
    assertThat(told)
        .hasSize(2)
        .last()
        .isEqualTo("tracking: " + trainings(stored).size() + " runs are at the server");
  }

  private static void waitFor(BooleanSupplier done) throws InterruptedException {
    for (int i = 0; i < 3000 && !done.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(done.getAsBoolean()).isTrue();
  }

  @Test
  void aRunThatTheServerWillNotHaveIsToldAndTheOthersAreWritten() {
    StoredSearch stored = sample(1);
    TrialKey second = trainings(stored).get(1).key();
    mlflow.refuse("trial " + second);

    track(stored);

    int trainings = trainings(stored).size();
    String why =
        "will not have trial "
            + second
            + ": answers 400 {\"error_code\": \"INVALID_PARAMETER_VALUE\"}";
    assertThat(told)
        .containsExactly(
            "tracking: the server " + why + "; the search goes on",
            "tracking: "
                + (trainings - 1)
                + " of "
                + trainings
                + " runs are at the server, which "
                + why
                + "; the same command writes the others");
    assertThat(mlflow.runs()).hasSize(trainings - 1);
  }

  @Test
  void filesAreLeftOutWhereTheServerPassesNoneOn() {
    StoredSearch stored = sample(1);
    mlflow.keepArtifactsAt("s3://bucket/");

    track(stored);

    assertAllThere(stored);
    assertThat(mlflow.calls()).noneMatch(call -> call.startsWith("PUT"));
    assertThat(told.get(0))
        .endsWith(" networks are not uploaded: the server passes no artefacts on");
  }

  @Test
  void filesThatCannotBeUploadedDoNotKeepTheRunsBack() {
    StoredSearch stored = sample(1);
    mlflow.be(Mood.ERROR_500, ".json");

    track(stored);

    assertAllThere(stored);
    assertThat(told.get(0)).endsWith(" networks are not uploaded: it is answered 500");
  }

  @Test
  void aSearchOfTheSameNameThatWasBegunAtAnotherTimeIsAnother() {
    write(trial(0, REPORT, true, new Evaluation.Failed("x", "y", new Evaluation.Cost(1, "")), 0));
    track(stored());
    Path other = root.resolve("elsewhere");
    HistorySamples.write(other, ID, 1, 30);
    StoredSearch second = History.open(new Configuration(), other.toUri().toString()).search(ID);

    track(second);

    assertThat(mlflow.runs()).hasSize(1 + trainings(second).size());
  }
}
