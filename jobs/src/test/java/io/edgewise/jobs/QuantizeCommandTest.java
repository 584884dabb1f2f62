package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.network.NetworkFileTest;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.space.staged.PublishedNetworks;
import io.edgewise.sim.tflite.TfliteReader;
import io.edgewise.sim.workload.LayerGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** quantize as a user runs it: an architecture, weights as PyTorch saves them, images. */
class QuantizeCommandTest {

  private static final int RESOLUTION = 32;
  private static final int CLASSES = 10;

  @TempDir private Path folder;

  @BeforeEach
  void settings() throws IOException {
    Files.writeString(
        folder.resolve("search.conf"),
        "space = efficientnet-edgetpu, dataset { kind = generated, examples = 100, test-examples = 20 }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"efficientnet-edgetpu", "efficientnet", "mobilenet-edgetpu-v2"})
  void anArchitectureOfEachSpaceBecomesAFileThatComputesTheSame(String space) throws IOException {
    Architecture drawn = SearchSpaceFile.find(space).sample(new Random(5));
    weights(drawn, names(drawn));

    CommandLineRun run = quantize(space, drawn);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("float +accuracy [01]\\.\\d{4} on 20 held-out images")
        .containsPattern(
            "int8 +accuracy [01]\\.\\d{4}, another class than the float network's on \\d+ of them")
        .containsPattern(
            "minmax +the float network's class on \\d+ of 80 calibration images, taken")
        .containsPattern("equalized, minmax +the float network's class on")
        .containsPattern("least-squares +the float network's class on")
        .contains("worst layers, signal to noise alone and with all before them, dB:")
        .contains("every tensor is that of the integer reference")
        .containsPattern(
            "ONNX Runtime ran 2 images: floats within \\S+ of the network; int8 within");
    assertThat(TfliteReader.read(out().resolve("model.tflite")).graph().output().channels())
        .isEqualTo(CLASSES);
    assertThat(files(out())).containsExactly("model-int8.onnx", "model.onnx", "model.tflite");
  }

  /** The first step has nothing to gain on; the others are told against the best before them. */
  @Test
  void theReportIsJsonWhereItIsAskedFor() throws IOException {
    Architecture drawn = SearchSpaceFile.find("efficientnet-edgetpu").first();
    weights(drawn, names(drawn));

    JsonNode json =
        new ObjectMapper().readTree(quantize("efficientnet-edgetpu", drawn, "--json").out());

    assertThat(json.get("held_out_images").asInt()).isEqualTo(20);
    assertThat(json.get("float_accuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("int8_accuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("changed_classes").asInt()).isBetween(0, 20);
    assertThat(json.get("calibration_images").asInt()).isEqualTo(80);
    JsonNode steps = json.get("steps");
    assertThat(steps).hasSize(7);
    assertThat(steps.get(0).has("gained")).isFalse();
    int best = 0;
    for (JsonNode step : steps) {
      if (step.has("gained")) {
        assertThat(step.get("gained").asInt()).isEqualTo(step.get("same_class").asInt() - best);
        assertThat(step.get("taken").asBoolean()).isEqualTo(step.get("gained").asInt() > 0);
      }
      best = step.get("taken").asBoolean() ? step.get("same_class").asInt() : best;
    }
    assertThat(json.get("worst_layers")).hasSize(5);
    assertThat(json.get("layers").get(0).get("snr_alone_db").asDouble()).isPositive();
    assertThat(json.get("files")).hasSize(3);
    assertThat(json.get("verified").asBoolean()).isTrue();
    assertThat(json.get("good").asBoolean()).isTrue();
  }

  @Test
  void allThatIsWrongWithWeightsIsToldAtOnce() throws IOException {
    Architecture drawn = SearchSpaceFile.find("efficientnet-edgetpu").first();
    List<Weight> names = new ArrayList<>(names(drawn));
    Weight kernel =
        names.stream().filter(w -> w.name().equals("head.conv.weight")).findFirst().orElseThrow();
    int inputs = kernel.shape().get(3);
    names.set(
        names.indexOf(kernel),
        new Weight(kernel.name(), List.of(kernel.shape().get(0), inputs, 1, 1)));
    Weight missing = names.remove(0);
    names.add(new Weight("extra", List.of(1)));
    weights(drawn, names);

    CommandLineRun run = quantize("efficientnet-edgetpu", drawn);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("3 mistakes")
        .contains(missing.name() + " is missing; its shape is " + missing.shape())
        .contains(
            "; allowed is "
                + kernel.shape()
                + ": this is the order of NCHW, output and input channel first;"
                + " permute(0, 2, 3, 1)")
        .contains("extra is no weight of this network");
    assertThat(files(folder)).containsExactly("a.json", "search.conf", "w.safetensors");
  }

  @Test
  void theFileOfAFoundNetworkSaysTheResolutionAndAnOlderOneDoesNot() throws IOException {
    Files.writeString(folder.resolve("found.json"), NetworkFileTest.NETWORK.toJson());
    Files.writeString(
        folder.resolve("older.json"), ArchitectureJson.write(NetworkFileTest.NETWORK.network()));

    assertThat(quantize(folder.resolve("found.json").toString()).err())
        .contains("found.json: 96 pixels, as the file says", "w.safetensors");
    CommandLineRun older = quantize(folder.resolve("older.json").toString());
    assertThat(older.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(older.err())
        .contains(
            "older.json: 1 mistake\n  an older file, which does not say how it is deployed;"
                + " --resolution must");
  }

  @Test
  void aBuiltInNetworkIsQuantisedUnderItsName() throws IOException {
    weights(new Architecture(List.of(), PublishedNetworks.find("mobilenet-v2-0.35").orElseThrow()));

    CommandLineRun run = quantize("mobilenet-v2-0.35@32", "--recipe=minmax");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("every tensor is that of the integer reference");
    LayerGraph written = TfliteReader.read(out().resolve("model.tflite")).graph();
    assertThat(written.input().height()).isEqualTo(32);
    assertThat(written.output().channels()).isEqualTo(CLASSES);
  }

  @Test
  void aNameThatBlocksDoNotMakeIsToldWhichDo() throws IOException {
    CommandLineRun run = quantize("mobilenet-v1-0.25");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains(
            "mobilenet-v1-0.25: 1 mistake\n  is no architecture; allowed is a file whose name ends in"
                + " .json, or one of "
                + String.join(", ", PublishedNetworks.names())
                + "\n");
    assertThat(out()).doesNotExist();
  }

  private CommandLineRun quantize(String space, Architecture architecture, String... options)
      throws IOException {
    Files.writeString(
        folder.resolve("a.json"),
        ArchitectureJson.write(new ArchitectureJson.Document(space, architecture)));
    return quantize(
        folder.resolve("a.json").toString(),
        Stream.concat(Stream.of("--resolution=" + RESOLUTION), Stream.of(options))
            .toArray(String[]::new));
  }

  private CommandLineRun quantize(String architecture, String... options) {
    List<String> words =
        List.of(
            "quantize",
            "--architecture=" + architecture,
            "--weights=" + folder.resolve("w.safetensors"),
            "--calibration=" + folder.resolve("search.conf"),
            "--out=" + out());
    return CommandLineRun.edgewise(
        1, Stream.concat(words.stream(), Stream.of(options)).toArray(String[]::new));
  }

  private static List<Weight> names(Architecture architecture) {
    return WeightNames.of(new DeployView(RESOLUTION, 3, CLASSES).network(architecture));
  }

  private void weights(Architecture architecture) throws IOException {
    weights(architecture, names(architecture));
  }

  private void weights(Architecture architecture, List<Weight> names) throws IOException {
    DrawnWeights.write(
        folder.resolve("w.safetensors"), architecture.id().hashCode(), names, Map.of());
  }

  private Path out() {
    return folder.resolve("exported");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
