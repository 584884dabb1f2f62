package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.jobs.command.AcceleratorsCommand;
import io.edgewise.jobs.command.CalibrateCommand;
import io.edgewise.jobs.command.NetworksCommand;
import io.edgewise.jobs.command.PredictCommand;
import io.edgewise.jobs.command.SpacesCommand;
import io.edgewise.jobs.command.ValidateCommand;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.sim.settings.AcceleratorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** predict, validate, calibrate, accelerators and networks as a user runs them. */
class SimulationCommandsTest extends SimulationCommandFixture {

  @Test
  void nothingIsWrittenUnlessItIsAskedForAndNeverOverAnInput() throws IOException {
    Path table = folder.resolve("predictions.csv");
    String text = "network,latency_ms\nsqueezenet,2\n";
    Files.writeString(table, text);

    assertThat(run(new ValidateCommand(), "--measurements", table.toString()).code()).isZero();
    Ended over =
        run(
            new ValidateCommand(),
            "--measurements",
            table.toString(),
            "--predictions",
            table.toString());
    Ended fit =
        run(
            new CalibrateCommand(),
            "--measurements",
            table.toString(),
            "--accelerator",
            "coral-usb",
            "--fit",
            "host.fixed-micros",
            "--out",
            table.toString());

    assertThat(Files.exists(Path.of("predictions.csv"))).isFalse();
    for (Ended refused : List.of(over, fit)) {
      assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(refused.err()).contains("is read by the same command; allowed is another file");
    }
    assertThat(Files.readString(table)).isEqualTo(text);
  }

  /** Latencies of a host that takes 2 ms: calibrate finds it, and the file it writes reads back. */
  @Test
  void calibrateWritesAnAcceleratorFile() throws IOException {
    Path table = folder.resolve("measured.csv");
    StringBuilder rows = new StringBuilder("network,latency_ms\n");
    for (String network :
        new String[] {"squeezenet", "mobilenet-v1-0.25@128", "mobilenet-v2-1.0"}) {
      double latency =
          run(new PredictCommand(), network, "--json").json().get(0).get("latency_ms").asDouble();
      rows.append(network).append(',').append(latency - 0.495 + 2).append('\n');
    }
    Files.writeString(table, rows);
    Path out = folder.resolve("mine.conf");

    Ended ended =
        run(
            new CalibrateCommand(),
            "--measurements",
            table.toString(),
            "--accelerator",
            "coral-usb",
            "--out",
            out.toString(),
            "--fit",
            "host.fixed-micros");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("3-fold cross-validated")
        .containsPattern(
            "host.fixed-micros = 2000\\.\\d\\d  \\(was 495.000; 9 of 10 within 1\\d{3} to 2\\d{3}\\)");
    assertThat(AcceleratorFile.read(out).host().fixedMicros()).isCloseTo(2000, within(5.0));
    assertThat(Files.readString(out)).contains("calibrated on measured.csv");
  }

  /** The file of the chip is in it, as it was written; the host's number says what it was. */
  @Test
  void aCalibratedFileKeepsOrderAndCommentsOfTheOneItStartsFrom() throws IOException {
    Path table = folder.resolve("three.csv");
    Files.writeString(
        table, "network,latency_ms\nsqueezenet,3\nmobilenet-v1-1.0,5\nmobilenet-v2-1.0,5\n");
    Path out = folder.resolve("three.conf");
    Path plot = folder.resolve("three.png");

    Ended ended =
        run(
            new CalibrateCommand(),
            "--measurements",
            table.toString(),
            "--accelerator",
            "coral-usb",
            "--out",
            out.toString(),
            "--plot",
            plot.toString(),
            "--fit",
            "host.fixed-micros");

    assertThat(ended.code()).isZero();
    assertThat(Files.size(plot)).isPositive();
    assertThat(Files.readString(out))
        .contains(
            "    tile-rows = 4                     # libedgetpu driver/config/beagle",
            "  sleep-after-micros = 1e6             # us of waiting; assumed never")
        .containsPattern(
            "fixed-micros = [0-9.]+ +# us; calibrated on three.csv.*; before 495: calibrated on"
                + " published, setup usb3")
        .doesNotContain("include \"", "uncertainty.factors");
  }

  @Test
  void fewMeasurementsCannotTellWhichNumbersAreWrong() throws IOException {
    Path table = folder.resolve("few.csv");
    Files.writeString(table, "network,latency_ms\nsqueezenet,3\nmobilenet-v1-1.0,5\n");

    Ended ended =
        run(
            new CalibrateCommand(),
            "--measurements",
            table.toString(),
            "--accelerator",
            "coral-usb",
            "--out",
            folder.resolve("few.conf").toString());

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err())
        .contains(
            "2 measured latencies cannot tell which numbers are wrong; allowed are at least 10"
                + " (edgewise probes writes networks to measure), or --fit with no more numbers"
                + " than that");
  }

  @Test
  void aTemplateIsAFileThatReadsAsItStands() throws IOException {
    Path file = folder.resolve("mine.conf");
    Files.writeString(file, run(new AcceleratorsCommand(), "--template", "CPU").out());
    assertThat(run(new AcceleratorsCommand(), file.toString()).out())
        .contains("mine: 4 cores at 1500 MHz", "  link:    none");
  }

  @Test
  void whatIsBuiltInIsListed() {
    assertThat(run(new AcceleratorsCommand()).out()).contains("coral-usb", "4x4 tiles of 64 cells");
    assertThat(run(new NetworksCommand()).out()).contains("efficientnet-edgetpu-m", "nb201:");
  }

  /** 1,024 cells of 4 channels at 500 MHz are 2.048 T multiply-accumulates a second. */
  @Test
  void whatAnAcceleratorFileDescribesIsTold() throws IOException {
    Path file = folder.resolve("slow.conf");
    Files.writeString(file, "include classpath(\"coral-usb.conf\")\nname = slow\n");
    assertThat(run(new AcceleratorsCommand(), file.toString(), "coral-usb2").out().lines())
        .hasSize(14)
        .contains(
            "slow: 4x4 tiles of 64 cells at 500 MHz",
            "  compute: 1,024 cells of 4 channels a word, at most 4.10 TOPS; 2.18 TOPS by its rate"
                + " of convolutions",
            "  memory:  7.74 MiB for parameters, 192 KiB a tile for activations",
            "  energy:  not told",
            "  error:   half of the measured latencies within a factor of 1.076, 90 % within 1.355")
        .anyMatch(line -> line.startsWith("  link:    0."))
        .anyMatch(line -> line.startsWith("  host:    0.495 ms an inference, "));
    assertThat(run(new AcceleratorsCommand(), "coral-usb", "abacus").err())
        .contains("is neither an accelerator file nor a built-in accelerator");
  }

  @Test
  void whatASpaceFileLeavesOpenIsTold() throws IOException {
    Path file = folder.resolve("narrow.conf");
    Files.writeString(
        file,
        "include classpath(\"efficientnet-edgetpu.conf\")\nevery-stage { width = [1.0], kernel = [3],"
            + " mbconv.kernel = [3] }\n");
    assertThat(run(new SpacesCommand(), file.toString()).out().lines())
        .contains(
            "  open:  block = fused, mbconv  (stages 1, 2, 3, 4, 5, 6)",
            "  open:  stage1.layers = 1, 2",
            "  fixed: kernel = 3  (stages 1, 2, 3, 4, 5, 6)",
            "  fixed: width = 1.0  (stages 1, 2, 3, 4, 5, 6)",
            "  fixed: stem.channels = 32")
        .first()
        .asString()
        .startsWith("efficientnet-edgetpu: 19 decisions, ");
    assertThat(run(new SpacesCommand()).out()).contains("nasbench201", "15,625");
    assertThat(run(new SpacesCommand(), "nowhere").err())
        .contains("is neither a search-space file nor the name of a built-in search space");
  }
}
