package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.network.DeployedArchitecture;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.track.mlflow.RecordingMlflow;
import io.edgewise.jobs.track.mlflow.RecordingMlflow.Arrived;
import io.edgewise.search.trial.SearchId;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches beside a device that takes longer than the simulator's file says: its link and its host
 * are slower. Their trainings are a shell's, for they are about latencies.
 */
class DeviceLatencyIT {

  private static final String TRAINER =
      """
      seed=${2#-}
      echo "{\\"accuracy\\": 0.1$(echo "$seed" | tail -c 4)}" > "$1"
      """;

  @TempDir private Path folder;

  private Path device() throws IOException {
    Config device = AcceleratorFile.settings("coral-usb").withoutPath("uncertainty");
    for (String key : List.of("link.input-bytes-per-second", "link.output-bytes-per-second")) {
      device = scaled(device, key, 0.1);
    }
    device = scaled(device, "link.parameter-bytes-per-second", 0.4);
    device = scaled(device, "host.fixed-micros", 4);
    return Files.writeString(
        folder.resolve("device.conf"), device.root().render(ConfigRenderOptions.concise()));
  }

  private static Config scaled(Config device, String key, double factor) {
    return device.withValue(key, ConfigValueFactory.fromAnyRef(factor * device.getDouble(key)));
  }

  private List<String> words(String command, Path runs, String... settings) throws IOException {
    Files.writeString(folder.resolve("train.sh"), TRAINER);
    Path config =
        TinySearch.config(
            folder,
            "search { generations = 6, candidates = 8, pool = 8 }\n"
                + "deploy.resolution = 64\n"
                + "proxy { trainer = command, command = [sh, train.sh, \"{result.json}\", \"{seed}\"] }\n"
                + "latency.command = "
                + command
                + "\n");
    List<String> words = new ArrayList<>(List.of(TinySearch.args(config, runs, settings)));
    words.add("--allow-commands");
    return words;
  }

  private CommandLineRun search(String command, Path runs, String... settings) throws IOException {
    CommandLineRun run =
        CommandLineRun.edgewise(2, words(command, runs, settings).toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static double error(Stream<TrialRow> rows) {
    return rows.filter(row -> row.measuredLatencyMs() != null)
        .mapToDouble(row -> Math.abs(row.latencyMs() / row.measuredLatencyMs() - 1))
        .average()
        .orElseThrow();
  }

  @Test
  void aSimulatorThatIsWrongIsToldAndFollowsTheDeviceAndADriverThatIsKilledChangesNothing()
      throws Exception {
    Path asked = folder.resolve("asked");
    String command = SimulatedDevice.command(device(), asked);
    Path runs = folder.resolve("runs");

    CommandLineRun run = search(command, runs, "latency.recalibrate=true");

    StoredSearch stored = TinySearch.stored(runs);
    List<TrialRow> rows = stored.trials().toList();
    int after =
        stored
            .generations()
            .filter(row -> row.accelerator() != null)
            .mapToInt(GenerationRow::generation)
            .findFirst()
            .orElseThrow();
    assertThat(after).as("at least ten are measured, and one generation is left").isBetween(2, 4);
    assertThat(error(rows.stream().filter(row -> row.generation() <= after))).isGreaterThan(0.3);
    assertThat(error(rows.stream().filter(row -> row.generation() > after))).isLessThan(0.1);
    assertThat(rows.stream().filter(row -> row.measuredLatencyMs() != null))
        .allSatisfy(
            row -> {
              assertThat(row.measuredLatencyRuns()).isEqualTo(5);
              assertThat(row.measuredLatencySpreadMs()).isBetween(0.0, 0.1 * row.latencyMs() + 0.1);
            });
    List<String> asks = Files.readAllLines(asked);
    assertThat(asks).doesNotHaveDuplicates();
    assertThat(
            rows.stream()
                .filter(row -> row.measuredLatencyMs() != null)
                .map(TrialRow::architectureId))
        .containsExactlyInAnyOrderElementsOf(asks);
    assertThat(
            rows.stream()
                .filter(row -> row.trainingMs() != null)
                .map(TrialRow::architectureId)
                .toList())
        .as("nothing is trained again")
        .doesNotHaveDuplicates();

    assertThat(run.err()).contains("recalibrated by ", "before: ", "cross-validated: ");
    assertThat(run.out())
        .contains(
            "measured on the device: " + asks.size() + " networks",
            "measured/simulated",
            ": they agree");
    assertThat(Files.readAllLines(runs.resolve("fronts/tiny/measured.csv")))
        .hasSize(1 + asks.size())
        .first()
        .isEqualTo("network,latency_ms,spread_ms,runs,simulated_ms,trial");
    CommandLineRun shown =
        CommandLineRun.edgewise(1, "history", "show", "tiny", "--history", runs.toString());
    assertThat(shown.out())
        .contains(
            "measured on the device since the accelerator was calibrated anew after generation ");

    List<String> again = killedAfter(after, command, folder.resolve("killed"));
    assertThat(TinySearch.comparable(folder.resolve("killed")))
        .isEqualTo(TinySearch.comparable(runs));
    assertThat(again).as("what is committed is not measured again").doesNotHaveDuplicates();
  }

  /**
   * The same search in a process that is killed, as no signal handler sees it, once a generation is
   * committed, and then goes on here.
   *
   * @return the networks that the device was asked about and whose latencies were committed before,
   *     as often as it was asked
   */
  private List<String> killedAfter(int generation, String command, Path runs) throws Exception {
    Path asked = folder.resolve("asked");
    Files.delete(asked);
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED",
            "-Xmx1g",
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    words.addAll(words(command, runs, "latency.recalibrate=true"));
    Process driver =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (driver.isAlive() && committed(runs) < generation) {
      Thread.sleep(100);
    }
    driver.destroyForcibly().waitFor();
    assertThat(committed(runs))
        .as(Files.readString(folder.resolve("log")))
        .isBetween(generation, 4);
    Set<String> before =
        TinySearch.stored(runs)
            .trials()
            .filter(row -> row.measuredLatencyMs() != null)
            .map(TrialRow::architectureId)
            .collect(Collectors.toSet());

    try (RecordingMlflow mlflow = new RecordingMlflow()) {
      search(
          command,
          runs,
          "latency.recalibrate=true",
          "search.track=mlflow",
          "search.track-server=" + mlflow.address());
      assertEachFileIsOfTheAcceleratorThatItsLatencyIsOf(mlflow.runs());
    }

    return Files.readAllLines(asked).stream().filter(before::contains).toList();
  }

  private void assertEachFileIsOfTheAcceleratorThatItsLatencyIsOf(List<Arrived> tracked)
      throws IOException {
    Set<String> accelerators = new HashSet<>();
    for (Arrived run : tracked) {
      Path file = Files.writeString(folder.resolve("tracked.json"), only(run.files().values()));
      NetworkFile network = NetworkFile.read(file);
      Finding finding = network.finding().orElseThrow();
      SimulationResult.Simulated simulated =
          (SimulationResult.Simulated)
              new CycleSimulator(AcceleratorFile.parse("tracked", finding.accelerator()))
                  .simulate(DeployedArchitecture.graph(network.architecture(), finding.deployed()));
      assertThat(simulated.report().latencyMillis()).isEqualTo(run.metric("latency_ms"));
      accelerators.add(finding.accelerator().root().render());
    }
    assertThat(accelerators).as("as described, and as fitted").hasSizeGreaterThan(1);
  }

  private static String only(Collection<String> texts) {
    assertThat(texts).hasSize(1);
    return texts.iterator().next();
  }

  private static int committed(Path runs) {
    return History.open(new Configuration(), runs.toString())
        .find(new SearchId("tiny"))
        .map(search -> search.lastGeneration().orElse(-1))
        .orElse(-1);
  }

  /** Every third network has no answer, and every fourth one that makes no sense. */
  @Test
  void aDeviceThatGivesNoAnswerIsAReasonInItsRowAndTheSearchGoesOnAsWithoutOne()
      throws IOException {
    Path count = folder.resolve("count");
    String script =
        "echo >> "
            + count
            + "; case $(wc -l < "
            + count
            + ") in 1) echo no device; exit 1;; 2) echo -3;; 3) head -c 2000000 /dev/zero;; 4) sleep 300;; *) echo 2.5;; esac";
    String command = "[sh, \"-c\", \"" + script + "\", measure, \"{tflite}\"]";
    Path runs = folder.resolve("runs");

    CommandLineRun run =
        search(
            command,
            runs,
            "search.generations=3",
            "latency.time-limit-seconds=1",
            "latency.retries=0");

    List<TrialRow> rows = TinySearch.stored(runs).trials().toList();
    assertThat(rows.stream().map(TrialRow::measuredLatencyReason).filter(Objects::nonNull).toList())
        .contains("gave-up", "no-latency", "timed-out");
    assertThat(rows.stream().map(TrialRow::measuredLatencyDetail).filter(Objects::nonNull).toList())
        .contains(
            "exit code 1; it last printed: no device",
            "printed -3; allowed are milliseconds from 0.0001 to 1,000,000; it last printed: -3",
            "printed more than 1 MB",
            "limit 1000 ms");
    assertThat(run.out()).contains("; without an answer: 1 gave-up, 2 no-latency, ");
    assertThat(run.err()).contains(" not measured: timed-out: limit 1000 ms");
    search("[]", folder.resolve("without"), "search.generations=3");
    assertThat(TinySearch.comparable(folder.resolve("without")))
        .isEqualTo(TinySearch.comparable(runs));
  }
}
