package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.network.DeployRequest;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.jobs.prediction.Predictor;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a winner is all that other commands need. */
class TakeawayIT {

  /** An accelerator, a resolution and a number of classes that no command takes by itself. */
  private static final String DEPLOYED =
      """
      search.generations = 1
      accelerator = chip.conf
      deploy { resolution = 96, classes = 7 }
      """;

  private static final String CHIP =
      """
      include classpath("coral-usb.conf")
      name = mine
      host.fixed-micros = 900
      """;

  @TempDir private Path folder;

  private Path config(String more) throws IOException {
    Files.writeString(folder.resolve("chip.conf"), CHIP);
    return TinySearch.config(folder, DEPLOYED + more);
  }

  private static JsonNode predicted(Path file, String... more) throws IOException {
    String[] args =
        Stream.concat(Stream.of("predict", file.toString(), "--json"), Stream.of(more))
            .toArray(String[]::new);
    CommandLineRun run = CommandLineRun.edgewise(1, args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out()).get(0);
  }

  /** The latency as it is computed. */
  private static double simulated(Path file) {
    NetworkFinder.Found found = new NetworkFinder("", DeployRequest.NONE).read(file.toString());
    AcceleratorSpec accelerator = NetworkFile.read(file).finding().orElseThrow().acceleratorSpec();
    return new Predictor(List.of())
        .predict(file.toString(), found, accelerator)
        .report()
        .latencyMillis();
  }

  /** JSON has twelve digits: the noise of adding doubles up is behind them. */
  private static double shown(double latency) {
    return new BigDecimal(latency).round(new MathContext(12)).doubleValue();
  }

  @Test
  @DisplayName("every network of a front is predicted exactly as its search had it, file by itself")
  void winners() throws IOException {
    Path history = folder.resolve("runs");
    CommandLineRun run = CommandLineRun.edgewise(2, TinySearch.args(config(""), history));
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<TrialRow> trials = TinySearch.stored(history).trials().toList();
    Files.delete(folder.resolve("chip.conf"));

    List<Path> files = networks(history.resolve("fronts/tiny"));
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Finding found = NetworkFile.read(file).finding().orElseThrow();
      TrialRow trial =
          trials.stream()
              .filter(row -> row.key().equals(found.origin().orElseThrow().trial()))
              .findFirst()
              .orElseThrow();
      assertThat(simulated(file)).isEqualTo(trial.latencyMs());
      assertThat(predicted(file).path("latency_ms").asDouble()).isEqualTo(shown(trial.latencyMs()));
      assertThat(found.metrics().latencyMillis()).isEqualTo(trial.latencyMs());
      assertThat(found.accuracy().orElseThrow().value()).isEqualTo(trial.accuracy());
      assertThat(found.accuracy().orElseThrow().metric()).isEqualTo("top-1");
      assertThat(found.accuracy().orElseThrow().standardError()).isPresent();
      assertThat(found.proxy()).contains(new Finding.Proxy(16, 3, 96));
      assertThat(found.acceleratorSpec().host().fixedMicros()).isEqualTo(900);
    }
    tellsWhatIsTaken(files.get(0));
    isExportedAsItIsDeployed(files.get(0));
  }

  private static void tellsWhatIsTaken(Path file) {
    Finding found = NetworkFile.read(file).finding().orElseThrow();
    String had =
        String.format(Locale.ROOT, "as the file has it (%.3f ms", found.metrics().latencyMillis());
    String from = ", from search tiny, trial " + found.origin().orElseThrow().trial() + ")";

    assertThat(CommandLineRun.edgewise(1, "predict", file.toString()).err())
        .contains(file + ": 96 pixels, 3 channels, 7 classes, on mine, " + had + from);
    assertThat(
            CommandLineRun.edgewise(
                    1, "predict", file.toString(), "--resolution=64", "--accelerator=coral-usb")
                .err())
        .contains(
            file
                + ": 64 pixels, 3 channels, 7 classes, on coral-usb, and not "
                + had
                + " at 96 pixels, 3 channels, 7 classes, on mine"
                + from);
  }

  private void isExportedAsItIsDeployed(Path file) throws IOException {
    Path source = folder.resolve("network.py");
    CommandLineRun run =
        CommandLineRun.edgewise(1, "export", file.toString(), "--to=pytorch", "--out=" + source);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(source)).contains("96 x 96", " 7 classes");
  }

  @Test
  @DisplayName("the champion of a night is a network like those of a front")
  void champion() throws IOException {
    Path history = folder.resolve("runs");
    Path config = config("controller.kind = random\nnightly.full-training.proxy.epochs = 2\n");
    CommandLineRun run =
        CommandLineRun.edgewise(
            2,
            "nightly",
            config.toString(),
            "--date",
            "2026-11-23",
            "--set",
            "search.history=" + history);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    Path file = history.resolve("nightly/nightly/champion.json");
    JsonNode champion = new ObjectMapper().readTree(file.toFile());

    double latency = champion.path("result").path("latency_ms").asDouble();
    assertThat(simulated(file))
        .isEqualTo(latency)
        .isEqualTo(champion.path("metrics").path("latency_ms").asDouble());
    assertThat(predicted(file).path("latency_ms").asDouble()).isEqualTo(shown(latency));
    assertThat(champion.path("accuracy").path("value").asDouble())
        .isEqualTo(champion.path("result").path("accuracy").asDouble());
    assertThat(champion.path("proxy").path("steps").asLong()).as("2 epochs of 3").isEqualTo(6);
    assertThat(champion.path("trial")).isEqualTo(champion.path("result").path("trial"));
  }

  private static List<Path> networks(Path front) throws IOException {
    try (Stream<Path> files = Files.list(front)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
