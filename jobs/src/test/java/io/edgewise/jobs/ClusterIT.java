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
import java.util.Objects;
import java.util.stream.Stream;
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

  /** Spark gives up what an executor takes along. */
  private static final List<String> ONE_ATTEMPT =
      List.of(
          "spark.task.maxFailures=1",
          "spark.speculation=false",
          "spark.excludeOnFailure.enabled=false");

  @TempDir private static Path folder;
  private static Path config;
  private static StandaloneCluster cluster;
  private static List<TrialRow> local;

  /** Its trainer is a command, which holds the executor up if it is the first to make a folder. */
  private static Path byCommand;

  private static Path held;
  private static List<TrialRow> localByCommand;

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
    startByCommand(Files.createDirectory(folder.resolve("command")));
    cluster = StandaloneCluster.start(Path.of(".."), folder.resolve("spark"));
  }

  /** The command that holds up starts two more processes, one of them in a session of its own. */
  private static void startByCommand(Path place) throws IOException {
    held = Files.createDirectory(place.resolve("held"));
    Files.writeString(
        place.resolve("train.sh"),
        """
        if mkdir "$3" 2> /dev/null; then
          sleep 300 &
          child=$!
          setsid sleep 300 > /dev/null &
          echo $$ $child $! > "$3/pids"
          sleep 300
        fi
        seed=${2#-}
        echo "{\\"accuracy\\": 0.1$(echo "$seed" | tail -c 4)}" > "$1"
        """);
    byCommand =
        TinySearch.config(
            place,
            "search.generations = 2\n"
                + "proxy { trainer = command, command = [sh, train.sh, \"{result.json}\", \"{seed}\", \""
                + held
                + "\"] }\n");
    Path history = place.resolve("local");
    assertThat(CommandLineRun.edgewise(2, withCommands(byCommand, history)).exitCode()).isZero();
    localByCommand = TinySearch.comparable(history);
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

  /** The first command takes its executor along, as a host does that goes. */
  @Test
  @DisplayName(
      "a device that is a resource of executors measures there, one that goes with its executor is a"
          + " reason, and the trials are the same")
  void aDeviceIsAResource() throws IOException {
    Path history = folder.resolve("device");
    Path asked = folder.resolve("asked");
    String command =
        "[\"sh\",\"-c\",\"if mkdir "
            + folder.resolve("gone")
            + " 2> /dev/null; then kill -9 $PPID; sleep 60; fi; echo $EDGEWISE_DEVICE $2 >> "
            + asked
            + "; echo 5\",\"measure\",\"{tflite}\",\"{device}\"]";
    String[] words =
        withCommands(byCommand, history, "latency.command=" + command, "latency.resource=edgetpu");
    List<String> settings = new ArrayList<>(ONE_ATTEMPT);
    settings.add("spark.executor.resource.edgetpu.amount=1");

    Process search = cluster.submit("client", log(history), settings, words);

    assertThat(StandaloneCluster.waitFor(search)).as(Files.readString(log(history))).isZero();
    assertThat(TinySearch.comparable(history)).isEqualTo(localByCommand);
    List<TrialRow> trials = TinySearch.stored(history).trials().toList();
    assertThat(trials.stream().filter(row -> row.measuredLatencyReason() != null))
        .as("the others of its generation are not tried")
        .allMatch(row -> row.generation() == 0)
        .extracting(TrialRow::measuredLatencyReason)
        .containsOnly("executor-lost", "not-tried")
        .containsOnlyOnce("executor-lost");
    assertThat(trials.stream().map(TrialRow::measuredLatencyDetail).filter(Objects::nonNull))
        .anyMatch(detail -> detail.contains("ExecutorLostFailure"));
    long timed =
        trials.stream().filter(row -> Double.valueOf(5).equals(row.measuredLatencyMs())).count();
    assertThat(timed).isPositive();
    assertThat(Files.readAllLines(asked)).hasSize((int) timed).containsOnly("usb:0 usb:0");
  }

  /** Both workers are one host here, which a training that is lost twice would be kept from. */
  @Test
  @DisplayName(
      "kill -9 of an executor, then of a worker alone, ends all that a trainer's command started"
          + " there, and the trials are those of one machine")
  void nothingOfACommandOutlivesItsExecutor() throws IOException {
    Path history = folder.resolve("orphans");
    Files.delete(held);

    Process search =
        cluster.submit(
            "client",
            log(history),
            List.of("spark.speculation=false", "spark.excludeOnFailure.enabled=false"),
            withCommands(byCommand, history));
    List<ProcessHandle> family = family(search, history);
    holdUpOneMore();
    cluster.killExecutorOf(family.get(0));
    assertThat(StandaloneCluster.leftAfter(10, family)).isEmpty();

    List<ProcessHandle> next = family(search, history);
    List<ProcessHandle> withExecutor =
        Stream.concat(next.stream(), next.get(0).parent().stream()).toList();
    String worker = cluster.killWorkerOf(next.get(0));
    assertThat(StandaloneCluster.leftAfter(10, withExecutor)).isEmpty();
    cluster.startAgain(worker);

    assertThat(StandaloneCluster.waitFor(search)).as(Files.readString(log(history))).isZero();
    assertThat(TinySearch.comparable(history)).isEqualTo(localByCommand);
    assertThat(TinySearch.stored(history).trials().map(TrialRow::attempt)).containsAnyOf(1, 2);
  }

  private static List<ProcessHandle> family(Process search, Path history) throws IOException {
    List<ProcessHandle> family = cluster.family(search, held.resolve("pids"));
    assertThat(family).as(Files.readString(log(history))).hasSize(3);
    return family;
  }

  /** The next command to start, or to be started again, is the first to make the folder. */
  private static void holdUpOneMore() throws IOException {
    Files.delete(held.resolve("pids"));
    Files.delete(held);
  }

  private static String[] withCommands(Path config, Path history, String... settings) {
    return Stream.concat(
            Stream.of(TinySearch.args(config, history, settings)), Stream.of("--allow-commands"))
        .toArray(String[]::new);
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
        cluster.submit("client", log(history), ONE_ATTEMPT, TinySearch.args(config, history));
    int killed = cluster.killExecutorsInEveryGeneration(search, history, ID);
    assertThat(StandaloneCluster.waitFor(search)).as(Files.readString(log(history))).isZero();
    assertThat(killed).isGreaterThanOrEqualTo(2);
    assertThat(log(history)).content().contains("ExecutorLostFailure");
    assertThat(TinySearch.comparable(history)).isEqualTo(local);
  }
}
