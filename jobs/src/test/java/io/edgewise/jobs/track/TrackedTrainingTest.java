package io.edgewise.jobs.track;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.network.NetworkFileTest;
import io.edgewise.jobs.track.mlflow.Credentials;
import io.edgewise.jobs.track.mlflow.RecordingMlflow.Arrived;
import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.space.Choice;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A training that is committed arrives at a tracking server as the run that it was. */
class TrackedTrainingTest extends AgainstMlflow {

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
}
