package io.edgewise.jobs.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.track.mlflow.Credentials;
import io.edgewise.jobs.track.mlflow.RecordingMlflow.Arrived;
import io.edgewise.jobs.track.mlflow.RecordingMlflow.Mood;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.TrialKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each training that is committed arrives at a tracking server once, whatever the server does. */
class TrackerTest extends AgainstMlflow {

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
