package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.jobs.command.AcceleratorsCommand;
import io.edgewise.jobs.command.CalibrateCommand;
import io.edgewise.jobs.command.Faults;
import io.edgewise.jobs.command.NetworksCommand;
import io.edgewise.jobs.command.PredictCommand;
import io.edgewise.jobs.command.SpacesCommand;
import io.edgewise.jobs.command.ValidateCommand;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.sim.settings.AcceleratorFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** predict, validate, calibrate, accelerators and networks as a user runs them. */
class SimulationCommandsTest {

  @TempDir private Path folder;

  @BeforeAll
  static void sparkOfThisJvm() {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
  }

  /** An end holds what a command said and how it ended. */
  private record Ended(int code, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  @Test
  void predictSaysWhereTheTimeGoesAndWhatWouldHelp() {
    Ended ended = run(new PredictCommand(), "resnet-50-v1");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("resnet-50-v1@224 on coral-usb: ")
        .containsPattern("17\\.0 MiB of 24\\.7 MiB of parameters stream at 0\\.50 GB/s: ")
        .contains(
            "fewer parameters would help", "12 layers stream; with 16.94 MiB of parameters less");
  }

  @Test
  void predictPrintsJsonWithEveryLayer() throws IOException {
    JsonNode json =
        run(new PredictCommand(), "mobilenet-v1-0.25@128", "squeezenet", "--json").json();

    assertThat(json).hasSize(2);
    JsonNode network = json.get(0);
    assertThat(network.get("network").asText()).isEqualTo("mobilenet-v1-0.25@128");
    assertThat(network.get("streamed_parameter_bytes").asLong()).isZero();
    JsonNode interval = network.get("latency_interval_ms");
    assertThat(interval.get("confidence").asDouble()).isEqualTo(0.9);
    assertThat(network.get("latency_ms").asDouble())
        .isStrictlyBetween(interval.get("low").asDouble(), interval.get("high").asDouble());
    double layers = 0;
    for (JsonNode layer : network.get("layers")) {
      layers += layer.get("latency_ms").asDouble();
    }
    assertThat(layers).isCloseTo(network.get("latency_ms").asDouble(), within(1e-9));
  }

  @Test
  void everyLayerSaysWhoRunsItAndWhatItsParametersDo() throws IOException {
    Ended text = run(new PredictCommand(), "chain:dense:1024x1@64:10", "--layers");
    assertThat(text.out())
        .contains("layer", "operator", "MMAC", "util", "KiB", "waits")
        .containsPattern("dense_1 .* 72\\.0  \\w+\n")
        .doesNotContain("streams");

    JsonNode layers =
        run(new PredictCommand(), "chain:dense:9000x2@64:10", "--json").json().get(0).get("layers");
    assertThat(layers.get(2).get("runs_on").asText()).isEqualTo("device");
    assertThat(layers.get(2).get("streamed_parameter_bytes").asLong()).isPositive();
    assertThat(layers.get(2).get("parameter_fetches").asInt()).isEqualTo(1);
    JsonNode host = layers.get(layers.size() - 1);
    assertThat(host.get("runs_on").asText()).isEqualTo("host");
    assertThat(host.get("reason").asText()).isEqualTo("its own cost");
  }

  @Test
  void anUnknownNetworkIsTheUsersMistake() {
    Ended ended = run(new PredictCommand(), "mobilenet-v1-1.1");

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err()).contains("unknown network \"mobilenet-v1-1.1\"; did you mean ");
  }

  @Test
  void aFileOfAnotherKindIsToldWhichAreAllowed() {
    Ended ended = run(new PredictCommand(), "/some/model.onnx");

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err())
        .contains("/some/model.onnx: 1 mistake")
        .contains("is no network; allowed is a file whose name ends in .tflite, or in .json for");
  }

  /** A file that is no network is the user's mistake, and a relative one lies beside its table. */
  @Test
  void aWrongNetworkFileIsNamed() throws IOException {
    Files.writeString(folder.resolve("broken.tflite"), "not a network");
    Path table = folder.resolve("measured.csv");
    Files.writeString(table, "network,latency_ms\nbroken.tflite,2\n");

    Ended ended = run(new ValidateCommand(), "--measurements", table.toString());

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err()).contains("1 of 1 networks").contains("broken.tflite");
  }

  @Test
  void validateComparesEveryColumnOfATable() throws IOException {
    Path table = folder.resolve("measured.csv");
    Files.writeString(
        table,
        """
        network,latency_ms,cycles,setup,note
        mobilenet-v1-0.25@128,0.78,,a,"quoted, with a comma"
        resnet-50-v1@224,42.2,,a,
        efficientnet-edgetpu-s@224,1000,2752662,b,
        """);

    JsonNode json =
        run(
                new ValidateCommand(),
                "--measurements",
                table.toString(),
                "--predictions",
                folder.resolve("p.csv").toString(),
                "--json")
            .json();

    assertThat(json.get("rows").asInt()).isEqualTo(3);
    assertThat(json.get("worst").get(0).get("network").asText())
        .isEqualTo("efficientnet-edgetpu-s@224");
    assertThat(json.get("within_10_percent").asDouble()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(json.get("cycles").get("rows").asInt()).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("p.csv"))).hasSize(1 + 4);
  }

  @Test
  void rowsCanBeChosenByAnyColumn() throws IOException {
    Path table = folder.resolve("measured.csv");
    Files.writeString(
        table, "network,latency_ms,setup\nsqueezenet,2,a\nvgg-16,343,b\nsqueezenet,2.1,b\n");

    JsonNode json =
        run(
                new ValidateCommand(),
                "--measurements",
                table.toString(),
                "--where",
                "setup=b",
                "--predictions",
                folder.resolve("p.csv").toString(),
                "--json")
            .json();

    assertThat(json.get("rows").asInt()).isEqualTo(2);
  }

  @Test
  void everyWrongRowOfATableIsNamed() throws IOException {
    Path table = folder.resolve("measured.csv");
    Files.writeString(table, "network,latency_ms\nsqueezenet,2\nsqueezzenet,2\nnb201:x@1:1,3\n");

    Ended ended = run(new ValidateCommand(), "--measurements", table.toString());

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err())
        .contains("2 of 3 networks")
        .contains("squeezzenet")
        .contains("NAS-Bench-201 architecture \"x\"");
  }

  @Test
  void aNumberThatIsNoneIsNamedWithItsLine() throws IOException {
    Path table = folder.resolve("measured.csv");
    Files.writeString(table, "network,latency_ms\nsqueezenet,2\nvgg-16,fast\n");

    Ended ended = run(new ValidateCommand(), "--measurements", table.toString());

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err()).contains("line 3: latency_ms is \"fast\"; allowed is a number above 0");
  }

  /** A path is a path: no pattern, no text of a URI, and hidden from nobody. */
  @ParameterizedTest
  @ValueSource(strings = {"with space", "st*r", "_hidden", "[a] {b}", "100 %20", "#1?", "größe"})
  void aTableIsReadWhateverItIsCalled(String name) throws IOException {
    Path star = Files.createDirectory(folder.resolve("star"));
    Files.writeString(star.resolve("star.csv"), "network,latency_ms\nvgg-16,1\n");
    Path odd = Files.createDirectory(folder.resolve(name));
    Path table = odd.resolve(name + ".csv");
    Files.writeString(table, "network,latency_ms\nsqueezenet,2\n");
    Path predictions = odd.resolve(name + " predicted.csv");

    Ended ended =
        run(
            new ValidateCommand(),
            "--measurements",
            table.toString(),
            "--predictions",
            predictions.toString());

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("latency_ms: 1 rows").contains("all predictions: " + odd);
    assertThat(Files.readString(predictions))
        .startsWith("network,quantity,predicted,measured,error_percent\r\nsqueezenet,latency_ms,");
  }

  @Test
  void theNetworksThatAreFoundAreComparedAndTheOthersTold() throws IOException {
    Path table = folder.resolve("measured.csv");
    Files.writeString(table, "network,latency_ms\nsqueezenet,2\nsqueezzenet,2\nvgg-16,343\n");

    Ended ended = run(new ValidateCommand(), "--measurements", table.toString(), "--json");

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.json().get("rows").asInt()).isEqualTo(2);
    assertThat(ended.err()).contains("1 of 3 networks: 1 mistake").contains("squeezzenet");
  }

  @Test
  void theNetworksThatAreFoundArePredictedAndTheOthersTold() {
    Ended ended = run(new PredictCommand(), "squeezzenet", "vgg-16", "none.tflite", "squeezenet");

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.out()).contains("vgg-16@224 on coral-usb: ", "squeezenet@224 on coral-usb: ");
    assertThat(ended.err())
        .contains("2 of 4 networks: 2 mistakes\n")
        .contains("\n  squeezzenet: unknown network ")
        .contains("\n  none.tflite: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "network,latency_ms|squeezenet -> line 2: the header has 2 columns, this row 1;"
            + " latency_ms is missing",
        "network,latency_ms|squeezenet, -> line 2: has no number in latency_ms",
        "network,latency_ms,latency_ms|squeezenet,2,9 -> line 1: column latency_ms is there twice,"
            + " as column 2 and 3",
        "network,latency_ms|||squeezenet,x -> line 4: latency_ms is \"x\"; allowed is a number"
            + " above 0",
        "network,latency_ms|squeezenet,0 -> line 2: latency_ms is \"0\"; allowed is a number above"
            + " 0",
        "network,streamed_parameter_bytes|squeezenet,-1 -> line 2: streamed_parameter_bytes is"
            + " \"-1\"; allowed is a number from 0",
        "network,latency_ms|,2 -> line 2: network is \"\"; allowed is the name of a network",
        "network,latency|squeezenet,2 -> has none of the columns latency_ms, cycles,"
            + " narrow_memory_bytes_per_tile, cached_parameter_bytes, streamed_parameter_bytes",
        "net,latency_ms|squeezenet,2 -> has no column network; it has net, latency_ms",
      })
  void aTableThatCannotBeComparedIsRefused(String text, String message) throws IOException {
    Path table = folder.resolve("measured.csv");
    Files.writeString(table, text.replace('|', '\n'));

    Ended ended = run(new ValidateCommand(), "--measurements", table.toString());

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("edgewise: " + table).contains(message);
  }

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

  @ParameterizedTest
  @ValueSource(
      strings = {"--predictions=p.csv", "--where=a=b", "--residual", "--accelerator=coral-usb"})
  void anOptionThatATableOfLayersDoesNotTakeIsRefused(String option) {
    Ended ended = run(new ValidateCommand(), "--layers", "layers.csv", option);

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err()).contains("--layers").contains(option.replaceFirst("=.*", ""));
    assertThat(Path.of("p.csv")).doesNotExist();
  }

  @Test
  void theSizeOfAnArchitectureIsNoneOfABuiltInNetwork() {
    Ended ended = run(new PredictCommand(), "squeezenet", "--resolution", "96");

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err())
        .contains("--resolution and --classes are of an architecture file (.json), and none");
    assertThat(run(new PredictCommand(), "a.json", "b.tflite", "--classes", "10").err())
        .contains(
            "--resolution and --classes are of an architecture file (.json), and b.tflite would"
                + " ignore them: predict it by itself");
    assertThat(run(new PredictCommand(), "a.json", "--resolution", "-1").err())
        .contains("resolution = -1: allowed is 1 to");
  }

  /** Worked by hand in the simulator's own test: 30 cycles, so the last one is 29. */
  @Test
  void layersOnSystolicArraysAreCountedWhenEqual() throws IOException {
    Path table = folder.resolve("layers.csv");
    Files.writeString(
        table,
        """
        op,ifmap_h,ifmap_w,filt_h,filt_w,channels,num_filters,stride,array_rows,array_cols,dataflow,total_cycles,macs
        conv,4,4,2,2,1,3,1,4,4,os,29,108
        conv,4,4,2,2,1,3,1,4,4,ws,17,108
        """);

    Ended ended = run(new ValidateCommand(), "--layers", table.toString(), "--json");

    assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.json().get("rows").asInt()).isEqualTo(2);
    assertThat(ended.json().get("equal").asInt()).isEqualTo(1);
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
      rows.append(network).append(',').append(latency - 0.437 + 2).append('\n');
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
    assertThat(ended.out()).contains("3-fold cross-validated");
    assertThat(AcceleratorFile.read(out).host().fixedMicros()).isCloseTo(2000, within(5.0));
    assertThat(Files.readString(out)).contains("calibrated on measured.csv");
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
            "  compute: 1,024 cells of 4 channels a word, at most 4.10 TOPS; 2.13 TOPS by its rate"
                + " of convolutions",
            "  memory:  7.74 MiB for parameters, 192 KiB a tile for activations",
            "  energy:  not told",
            "  error:   half of the measured latencies within a factor of 1.079, 90 % within 1.352")
        .anyMatch(line -> line.startsWith("  link:    0."))
        .anyMatch(line -> line.startsWith("  host:    0.437 ms an inference, "));
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

  private static Ended run(Callable<Integer> command, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    try (PrintStream captured = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      int code =
          new CommandLine(command)
              .setExecutionExceptionHandler(new Faults())
              .setErr(new PrintWriter(err))
              .execute(arguments);
      return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }
}
