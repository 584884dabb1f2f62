package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches submitted with {@code conf/spark/standalone.conf} to a master and two workers, against
 * the same search on this JVM. With halving, so that executors are lost between rungs too, with the
 * paused trainings that they hold.
 */
class ClusterIT {

  private static final SearchId ID = new SearchId("tiny");

  @TempDir private static Path folder;
  private static Path config;
  private static StandaloneCluster cluster;
  private static List<TrialRow> local;

  @BeforeAll
  static void start() throws IOException {
    config =
        TinySearch.config(
            folder,
            """
            search { generations = 2, candidates = 6, pool = 6 }
            dataset.examples = 400
            proxy { epochs = 12, halving { enabled = true, first-rung = 3, reduction = 2 } }
            """);
    Path history = folder.resolve("local");
    assertThat(CommandLineRun.edgewise(2, TinySearch.args(config, history)).exitCode()).isZero();
    local = TinySearch.comparable(history);
    cluster = StandaloneCluster.start(Path.of(".."), folder.resolve("spark"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Process submit(String mode, Path history) throws IOException {
    return cluster.submit(mode, log(history), TinySearch.args(config, history));
  }

  private static Path log(Path history) {
    return folder.resolve(history.getFileName() + ".log");
  }

  @Test
  @DisplayName("with the driver on a worker the trials are those of one machine")
  void clusterModeFindsTheSame() throws IOException {
    Path history = folder.resolve("cluster");
    int code = StandaloneCluster.waitFor(submit("cluster", history));
    assertThat(code).as(Files.readString(log(history))).isZero();
    assertThat(TinySearch.comparable(history)).isEqualTo(local);
    assertThat(history.resolve("fronts/tiny/front.csv")).isNotEmptyFile();
  }

  @Test
  @DisplayName(
      "a device that is a resource of executors measures there, and the trials are the same")
  void aDeviceIsAResource() throws IOException {
    Path history = folder.resolve("device");
    Path asked = folder.resolve("asked");
    String command =
        "[\"sh\",\"-c\",\"echo $EDGEWISE_DEVICE $2 >> "
            + asked
            + "; echo 5\",\"measure\",\"{tflite}\",\"{device}\"]";
    List<String> words =
        new ArrayList<>(
            List.of(
                TinySearch.args(
                    config, history, "latency.command=" + command, "latency.resource=edgetpu")));
    words.add("--allow-commands");

    Process search =
        cluster.submit(
            "client",
            log(history),
            List.of("spark.executor.resource.edgetpu.amount=1"),
            words.toArray(String[]::new));

    assertThat(StandaloneCluster.waitFor(search)).as(Files.readString(log(history))).isZero();
    assertThat(TinySearch.comparable(history)).isEqualTo(local);
    long timed =
        TinySearch.stored(history)
            .trials()
            .filter(row -> Double.valueOf(5).equals(row.measuredLatencyMs()))
            .count();
    assertThat(timed).isPositive();
    assertThat(Files.readAllLines(asked)).hasSize((int) timed).containsOnly("usb:0 usb:0");
  }

  @Test
  @DisplayName("spark-submit ends as the command does: a wrong setting is exit code 2")
  void theExitCodeTellsTheTruth() throws IOException {
    Path history = folder.resolve("wrong");
    Process submit =
        cluster.submit("client", log(history), TinySearch.args(config, history, "proxy.epochs=0"));
    assertThat(StandaloneCluster.waitFor(submit)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(log(history)).content().contains("proxy.epochs: is 0; allowed is a whole number");
    assertThat(history).doesNotExist();
  }

  @Test
  @DisplayName(
      "with the driver outside, and kill -9 of a worker in every generation: the same rows, once each")
  void clientModeSurvivesItsWorkers() throws IOException {
    Path history = folder.resolve("killed");
    Process search = submit("client", history);
    int killed = cluster.killAWorkerInEveryGeneration(search, history, ID);
    assertThat(StandaloneCluster.waitFor(search)).as(Files.readString(log(history))).isZero();
    assertThat(killed).isGreaterThanOrEqualTo(2);
    assertThat(TinySearch.comparable(history)).isEqualTo(local);
    assertThat(TinySearch.stored(history).trials().map(TrialRow::key)).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("where Spark gives up a generation for a lost executor, its trainings are run again")
  void aJobThatSparkGivesUpIsNotTheEnd() throws IOException {
    Path history = folder.resolve("given-up");
    Process search =
        cluster.submit(
            "client",
            log(history),
            List.of(
                "spark.task.maxFailures=1",
                "spark.speculation=false",
                "spark.excludeOnFailure.enabled=false"),
            TinySearch.args(config, history));
    int killed = cluster.killExecutorsInEveryGeneration(search, history, ID);
    assertThat(StandaloneCluster.waitFor(search)).as(Files.readString(log(history))).isZero();
    assertThat(killed).isGreaterThanOrEqualTo(2);
    assertThat(log(history)).content().contains("ExecutorLostFailure");
    assertThat(TinySearch.comparable(history)).isEqualTo(local);
  }
}
