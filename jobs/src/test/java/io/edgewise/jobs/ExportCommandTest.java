package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.network.NetworkFileTest;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.SearchSpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** export as a user runs it. */
class ExportCommandTest {

  private static final String SMALL = "mobilenet-v1-0.25@32";

  @TempDir private Path folder;

  /** Bytes: at most one a parameter, 27 an output channel more, 200 a tensor, and the metadata. */
  @ParameterizedTest
  @CsvSource({
    "efficientnet-edgetpu-s, 6170000",
    "efficientnet-edgetpu-m, 7860000",
    "efficientnet-edgetpu-l, 11880000"
  })
  void aFileIsNotMuchLargerThanItsWeights(String network, long limit) throws IOException {
    CommandLineRun run = export(network, "--no-verify");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.size(file())).isLessThan(limit);
    assertThat(run.out()).contains("not verified: --no-verify");
  }

  @Test
  void whatTensorFlowLiteComputesIsSaid() {
    CommandLineRun run = export(SMALL, "--head", "logits");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "TensorFlow Lite ran 2 images: every tensor is that of the integer reference; XNNPACK's"
                + " outputs differ by ")
        .containsPattern(
            "ONNX Runtime ran 2 images: floats within \\S+ of the network; int8 within \\d")
        .contains("model.onnx: ", "model-int8.onnx: ");
  }

  @Test
  void aDenseLayerBehindAReshapeIsDeployedToo() {
    CommandLineRun run = export("vgg-16@32");

    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.tflite", "model.onnx", "model-int8.onnx"})
  void theSameNetworkGivesTheSameBytesAndAnotherSeedOthers(String name) throws IOException {
    byte[] first = bytes("first", name, "0");

    assertThat(bytes("second", name, "0")).isEqualTo(first);
    assertThat(bytes("third", name, "1")).isNotEqualTo(first);
  }

  private byte[] bytes(String to, String name, String seed) throws IOException {
    Path into = folder.resolve(to);
    CommandLineRun.edgewise(
        1,
        "export",
        SMALL,
        "--random-weights",
        "--no-verify",
        "--seed",
        seed,
        "--out",
        into.toString());
    return Files.readAllBytes(into.resolve(name));
  }

  @Test
  void whatIsThereIsNotOverwritten() throws IOException {
    Files.createDirectory(out());
    Files.writeString(out().resolve("mine.txt"), "mine");

    CommandLineRun run = export(SMALL, "--no-verify");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains(out().toString())
        .contains("exists and is not an empty folder; allowed is a new or an empty one");
    assertThat(out().resolve("mine.txt")).hasContent("mine");
    assertThat(names()).containsExactly("exported");
  }

  @Test
  void labelsAreOneAClassAndNothingIsLeftWhereTheyAreNot() throws IOException {
    Path labels = Files.write(folder.resolve("labels.txt"), List.of("cat", "dog"));

    CommandLineRun run = export(SMALL, "--labels", labels.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("2 labels for 1001 classes: allowed is one a class");
    assertThat(names()).containsExactly("labels.txt");
  }

  @Test
  void aNetworkThatCannotBeDeployedIsRefusedBeforeAnyWork() throws IOException {
    CommandLineRun run = export("resnet-50-v2@64");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("cannot be deployed: layer ")
        .contains("a quantised network has convolutions");
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"pytorch, class Network(nn.Module):", "keras, def network():"})
  void anArchitectureBecomesSourceOfAFramework(String framework, String line) throws IOException {
    Path architecture = architecture("efficientnet-edgetpu");
    Path program = folder.resolve("network.py");

    CommandLineRun run = source(architecture, framework, program);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .matches(
            Pattern.quote(program.toString())
                + ": \\d+ weights, [\\d,]+ numbers; train it, save the weights, then edgewise quantize\n");
    assertThat(program)
        .content()
        .contains(line, " images of 3 channels and 10 classes", "--resolution 32");
  }

  @ParameterizedTest
  @CsvSource({
    "efficientnet-edgetpu-s@192, pytorch, 192",
    "efficientnet-edgetpu-l, keras, 300",
    "mobilenet-edgetpu-v1-1.75, pytorch, 224",
    "mobilenet-edgetpu-v2-tiny, keras, 224"
  })
  void aBuiltInNetworkOfBlocksBecomesSourceToo(String name, String framework, int side)
      throws IOException {
    Path program = folder.resolve("network.py");

    CommandLineRun run =
        CommandLineRun.edgewise(
            1, "export", name, "--to=" + framework, "--out", program.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(program)
        .content()
        .contains(
            String.format(
                java.util.Locale.ROOT,
                "%s: a network for %d x %d images of 3 channels and 1001 classes",
                name.replace('@', '-'),
                side,
                side));
  }

  @Test
  void whatIsNoArchitectureOfBlocksHasNoSource() throws IOException {
    Path program = folder.resolve("network.py");
    Path cell = architecture("nasbench201");

    CommandLineRun builtIn =
        CommandLineRun.edgewise(
            1, "export", "mobilenet-v1-0.25", "--to=pytorch", "--out", program.toString());
    CommandLineRun ofCell = source(cell, "pytorch", program);

    assertThat(builtIn.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(builtIn.err())
        .contains("mobilenet-v1-0.25")
        .contains(
            "--to writes an architecture of a search; allowed is a file whose name ends in .json, or"
                + " one of efficientnet-b0, efficientnet-b1,");
    assertThat(ofCell.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(ofCell.err())
        .contains(cell.toString())
        .contains("is a cell; only staged networks have blocks");
    assertThat(program).doesNotExist();
  }

  @Test
  void whatIsNoTrainedModelIsRefusedWithWhatIs() throws IOException {
    Path file = architecture("efficientnet-edgetpu");
    Path weights = folder.resolve("w.safetensors");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(model(file.toString()))
        .contains(
            file
                + " is no folder of a training; allowed is one, or --weights of an architecture, or"
                + " --random-weights, or --to");
    assertThat(model(empty.toString()))
        .contains(
            empty
                + ": 1 mistake\n  no training was finished in it; allowed is a folder that edgewise"
                + " train has filled");
    assertThat(model(file.toString(), "--weights=" + weights))
        .contains(
            "its file is an older one, which does not say how it is deployed; allowed is the"
                + " architecture.json that edgewise train leaves, or a file of a search");
    Files.writeString(file, NetworkFileTest.NETWORK.toJson());
    assertThat(model(file.toString(), "--weights=" + weights))
        .contains("--weights needs --calibration, the settings with their data set");
  }

  /** The words of a command that is refused. */
  private String model(String model, String... more) {
    List<String> words = List.of("export", model, "--out", out().toString());
    CommandLineRun run =
        CommandLineRun.edgewise(
            1, Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out()).doesNotExist();
    return run.err();
  }

  private Path architecture(String space) throws IOException {
    Architecture first = SearchSpaceFile.find(space).first();
    return Files.writeString(
        folder.resolve(space + ".json"),
        ArchitectureJson.write(new ArchitectureJson.Document(space, first)));
  }

  private static CommandLineRun source(Path architecture, String framework, Path out) {
    return CommandLineRun.edgewise(
        1,
        "export",
        architecture.toString(),
        "--to",
        framework,
        "--resolution=32",
        "--classes=10",
        "--out",
        out.toString());
  }

  private CommandLineRun export(String network, String... more) {
    List<String> words = List.of("export", network, "--random-weights", "--out", out().toString());
    return CommandLineRun.edgewise(
        1, Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("exported");
  }

  private Path file() {
    return out().resolve("model.tflite");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
