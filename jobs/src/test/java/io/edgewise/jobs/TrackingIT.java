package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.track.mlflow.RecordingMlflow;
import io.edgewise.jobs.track.mlflow.RecordingMlflow.Arrived;
import io.edgewise.jobs.track.mlflow.RecordingMlflow.Mood;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that an MLflow tracking server is told of. */
class TrackingIT {

  @TempDir private Path folder;

  private RecordingMlflow mlflow;

  @BeforeEach
  void startServer() throws IOException {
    mlflow = new RecordingMlflow();
  }

  @AfterEach
  void stopServer() {
    mlflow.close();
  }

  private String[] search(String history) throws IOException {
    return TinySearch.args(
        TinySearch.config(folder, ""),
        folder.resolve(history),
        "search.track=mlflow",
        "search.track-server=" + mlflow.address());
  }

  private List<TrialRow> untracked() throws IOException {
    Path history = folder.resolve("untracked");
    CommandLineRun run =
        CommandLineRun.edgewise(2, TinySearch.args(TinySearch.config(folder, ""), history));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return TinySearch.comparable(history);
  }

  private List<TrialRow> trainings(String history) {
    return TinySearch.stored(folder.resolve(history))
        .trials()
        .filter(row -> row.proxy() != null)
        .toList();
  }

  private void assertEachTrainingIsThereOnce(String history) {
    assertThat(mlflow.runs())
        .extracting(Arrived::trial)
        .containsExactlyElementsOf(
            trainings(history).stream().map(row -> row.key().toString()).toList());
    assertThat(mlflow.runs())
        .allSatisfy(run -> assertThat(run.info()).containsEntry("status", "FINISHED"));
  }

  @Test
  @DisplayName("each training is a run that can be predicted from; the trials are those without")
  void tellsOfEachTraining() throws IOException {
    CommandLineRun run = CommandLineRun.edgewise(2, search("runs"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "tracking: " + trainings("runs").size() + " runs are at " + mlflow.address() + "\n");
    assertThat(TinySearch.comparable(folder.resolve("runs"))).isEqualTo(untracked());
    assertEachTrainingIsThereOnce("runs");
    for (TrialRow row : trainings("runs")) {
      Arrived arrived =
          mlflow.runs().stream()
              .filter(r -> r.trial().equals(row.key().toString()))
              .findFirst()
              .orElseThrow();
      assertThat(arrived.metric("accuracy")).isEqualTo(row.accuracy());
      assertThat(arrived.metric("latency_ms")).isEqualTo(row.latencyMs());
      assertThat(arrived.metric("reward")).isEqualTo(row.reward());
      assertThat(List.copyOf(arrived.metrics().get("training_loss").values()))
          .isEqualTo(row.epochLosses());
      Path file =
          Files.writeString(
              folder.resolve("network.json"), arrived.files().get(row.architectureId() + ".json"));
      assertThat(NetworkFile.read(file).architecture()).isEqualTo(row.trial().architecture());
    }
  }

  @Test
  @DisplayName(
      "kill -9 while runs are written: each training is there once when the search is done")
  void survivesAKill() throws IOException, InterruptedException {
    Process process =
        ForkedEdgewise.start(folder.resolve("killed.log"), List.of(), search("killed"));
    ForkedEdgewise.killAt(process, () -> mlflow.runs().size() >= 2);
    int before = mlflow.runs().size();

    CommandLineRun resumed = CommandLineRun.edgewise(2, search("killed"));

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(before).isPositive();
    assertEachTrainingIsThereOnce("killed");
    assertThat(TinySearch.comparable(folder.resolve("killed"))).isEqualTo(untracked());
  }

  @Test
  @DisplayName("a server that fails or hangs: the search ends well, and its next start writes all")
  void survivesTheServer() throws IOException, InterruptedException {
    List<TrialRow> without = untracked();
    for (Mood mood : List.of(Mood.ERROR_500, Mood.HANGS)) {
      String history = "runs-" + mood;
      mlflow.be(mood, "");
      Path log = folder.resolve(history + ".log");
      Process search = ForkedEdgewise.start(log, List.of(), search(history));
      assertThat(search.waitFor(5, TimeUnit.MINUTES)).isTrue();

      String said = Files.readString(log);
      assertThat(search.exitValue()).as(said).isZero();
      assertThat(said)
          .containsOnlyOnce("; the search goes on\n")
          .contains(
              "tracking: 0 of "
                  + trainings(history).size()
                  + " runs are at "
                  + mlflow.address()
                  + ", which "
                  + (mood == Mood.HANGS ? "gave no answer within 10 s" : "answers 500 <html>"))
          .doesNotContain("hunter2")
          .doesNotContain("\u001b")
          .doesNotContain("MlflowHttpCaller");
      assertThat(TinySearch.comparable(folder.resolve(history))).isEqualTo(without);
    }

    mlflow.be(Mood.WELL, "");
    CommandLineRun again = CommandLineRun.edgewise(2, search("runs-HANGS"));

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertEachTrainingIsThereOnce("runs-HANGS");
  }

  @Test
  @DisplayName("without MLflow's client a search is refused at its start if it is to be tracked")
  void needsTheClient() throws IOException, InterruptedException {
    Path log = folder.resolve("without.log");

    assertThat(withoutClient(log, search("runs"))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(Files.readString(log))
        .isEqualTo(
            "edgewise: "
                + folder.resolve("tiny.conf")
                + ": 1 mistake\n"
                + "  search.track: is mlflow, but MLflow's client for Java is not on the class"
                + " path; add spark.jars.packages org.mlflow:mlflow-client:2.17.2 to the properties"
                + " of EDGEWISE_SPARK_CONF (spark-submit --packages), or its jar by --jars; allowed"
                + " without is none\n");
    assertThat(folder.resolve("runs")).doesNotExist();
    String[] untracked =
        TinySearch.args(
            TinySearch.config(folder, ""), folder.resolve("runs"), "search.generations=1");
    assertThat(withoutClient(log, untracked)).as(Files.readString(log)).isZero();
  }

  private static int withoutClient(Path log, String... words)
      throws IOException, InterruptedException {
    Process search = ForkedEdgewise.startWithout("mlflow-client-", log, List.of(), words);
    assertThat(search.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return search.exitValue();
  }
}
