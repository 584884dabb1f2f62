package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgewise.jobs.command.ValidateCommand;
import io.edgewise.jobs.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of measurements held against predictions, as their user sees it. */
class ValidateCommandTest extends SimulationCommandFixture {

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

  @ParameterizedTest
  @ValueSource(
      strings = {"--predictions=p.csv", "--where=a=b", "--residual", "--accelerator=coral-usb"})
  void anOptionThatATableOfLayersDoesNotTakeIsRefused(String option) {
    Ended ended = run(new ValidateCommand(), "--layers", "layers.csv", option);

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ended.err()).contains("--layers").contains(option.replaceFirst("=.*", ""));
    assertThat(Path.of("p.csv")).doesNotExist();
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
}
