package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.network.NetworkFileTest;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.weights.WeightFile;
import io.edgewise.sim.settings.AcceleratorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** train as a user runs it: an architecture of a small space, a few generated images. */
class TrainCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void inputs() throws IOException {
    TinyTraining.write(folder);
  }

  @Test
  void whatATrainingLeavesQuantizeTakesAsItIs() throws IOException {
    CommandLineRun run = train(1, "out");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .containsPattern("10 steps of 16 images on 1 worker: about \\d+\\.\\d\\d core-hours")
        .containsPattern("ImageNet would take it \\d+\\.\\d core-years .*export --to pytorch")
        .containsPattern("epoch 2 of 2: loss \\d\\.\\d{4}, validation accuracy [01]\\.\\d{4}");
    assertThat(run.out())
        .containsPattern("float accuracy [01]\\.\\d{4} on 20 validation images, of epoch [12]")
        .containsPattern("float accuracy [01]\\.\\d{4} on 20 test images");
    assertThat(files(folder.resolve("out")))
        .containsExactly(
            "architecture.json",
            "checkpoint.bin",
            "curve.csv",
            "curve.png",
            "labels.txt",
            "model.safetensors",
            "model.zip",
            "search.conf",
            "status.json",
            "training.json");
    JsonNode report = json("training.json");
    assertThat(report.path("format").asText()).isEqualTo("edgewise-training/1");
    assertThat(report.path("settings").path("input").asText()).isEqualTo("32x32x3");
    assertThat(report.path("epochs").asInt()).isEqualTo(2);
    assertThat(report.path("test_accuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(json("status.json").path("state").asText()).isEqualTo("finished");
    assertThat(Files.readAllLines(folder.resolve("out/curve.csv")))
        .hasSize(3)
        .startsWith("epoch,loss,validation_accuracy");

    CommandLineRun quantized = quantize("model.safetensors", "exported");
    assertThat(quantized.exitCode()).as(quantized.err()).isZero();
    double test = report.path("test_accuracy").asDouble();
    assertThat(quantized.out())
        .as("the float network in ONNX Runtime has the accuracy that the training told")
        .contains(String.format(java.util.Locale.ROOT, "float  accuracy %.4f on 20", test));
    CommandLineRun zip = quantize("model.zip", "exported-too");
    assertThat(zip.exitCode()).as(zip.err()).isZero();
    assertThat(folder.resolve("exported-too/model.tflite"))
        .hasSameBinaryContentAs(folder.resolve("exported/model.tflite"));
  }

  private CommandLineRun quantize(String weights, String out) {
    return CommandLineRun.edgewise(
        1,
        "quantize",
        "--architecture=" + folder.resolve("out/architecture.json"),
        "--weights=" + folder.resolve("out").resolve(weights),
        "--calibration=" + folder.resolve("search.conf"),
        "--recipe=minmax",
        "--out=" + folder.resolve(out));
  }

  /** The folder says what the network, its weights and its data set are. */
  @Test
  void aFolderOfATrainingIsExportedByItself() throws IOException {
    assertThat(train(1, "out").exitCode()).isZero();
    Files.delete(folder.resolve("search.conf"));
    Path exported = folder.resolve("exported");

    CommandLineRun run =
        CommandLineRun.edgewise(1, "export", folder.resolve("out").toString(), "--out=" + exported);

    assertThat(run.exitCode()).as(run.err()).isZero();
    double test = json("training.json").path("test_accuracy").asDouble();
    assertThat(run.out())
        .as("the float network in ONNX Runtime has the accuracy that the training told")
        .contains(
            String.format(
                java.util.Locale.ROOT,
                "float top-1 %.2f %% of 20 test images (model.onnx in ONNX Runtime)",
                100 * test))
        .containsPattern(
            "int8  top-1 \\d+\\.\\d\\d % of 20 test images \\(model.tflite in TensorFlow Lite\\)");
    assertThat(files(exported))
        .containsExactly(
            "architecture.json",
            "architecture.png",
            "classes.csv",
            "confusion.csv",
            "labels.txt",
            "model-card.json",
            "model-card.md",
            "model-int8.onnx",
            "model.onnx",
            "model.safetensors",
            "model.tflite",
            "model.zip");
    assertThat(exported.resolve("model.zip"))
        .hasSameBinaryContentAs(folder.resolve("out/model.zip"));
    assertThat(exported.resolve("architecture.json"))
        .hasSameBinaryContentAs(folder.resolve("out/architecture.json"));
    assertThat(WeightFile.read(exported.resolve("model.safetensors")))
        .usingRecursiveComparison()
        .isEqualTo(WeightFile.read(folder.resolve("out/model.safetensors")));
    theCardSaysWhatTheFilesAre(exported, test);
  }

  private void theCardSaysWhatTheFilesAre(Path exported, double test) throws IOException {
    JsonNode card = new ObjectMapper().readTree(exported.resolve("model-card.json").toFile());
    assertThat(card.path("format").asText()).isEqualTo("edgewise-model-card/1");
    assertThat(card.path("deployed"))
        .hasToString("{\"resolution\":32,\"input_channels\":3,\"classes\":10}");
    assertThat(card.path("accuracy").path("float_top1").asDouble()).isEqualTo(test);
    assertThat(card.path("accuracy").path("images").asInt()).isEqualTo(20);
    assertThat(card.path("accuracy").path("verified").asBoolean()).isTrue();
    assertThat(card.path("training")).isEqualTo(json("training.json"));
    int right = 0;
    int images = 0;
    for (int label = 0; label < 10; label++) {
      right += card.path("answers").path("right").get(label).asInt();
      images += card.path("answers").path("images").get(label).asInt();
    }
    assertThat(images).isEqualTo(20);
    assertThat((double) right / images)
        .isEqualTo(card.path("accuracy").path("int8_top1").asDouble());
    assertThat(card.path("latency").findValuesAsText("accelerator"))
        .containsExactlyInAnyOrderElementsOf(AcceleratorFile.builtIn());
    CommandLineRun checked =
        CommandLineRun.edgewise(1, "check", exported.resolve("model.tflite").toString(), "--json");
    JsonNode check = new ObjectMapper().readTree(checked.out());
    assertThat(card.path("check").path("device")).isEqualTo(check.path("device"));
    assertThat(card.path("check").path("host")).isEqualTo(check.path("host"));
    JsonNode usb = card.path("latency").get(0);
    assertThat(usb.path("accelerator").asText()).isEqualTo("coral-usb");
    assertThat(usb.path("cached_parameter_bytes")).isEqualTo(check.path("cached_parameter_bytes"));
    assertThat(exported.resolve("model-card.md"))
        .content()
        .contains("## Accuracy", "## Confusion", "## Latency", "## Check", "## Architecture")
        .contains("A device may round an operator's result", "| dataset.seed | 1 |");
  }

  /** The search file has 224 pixels, and trains at the 32 of its images. */
  @Test
  void theNetworksFileSaysHowItIsDeployedAndWhatTheTrainingCameTo() throws IOException {
    assertThat(train(1, "out").exitCode()).isZero();

    Finding trained =
        NetworkFile.read(folder.resolve("out/architecture.json")).finding().orElseThrow();

    assertThat(trained.deployed()).isEqualTo(new DeployView(32, 3, 10));
    assertThat(trained.accelerator()).isEqualTo(AcceleratorFile.settings("coral-usb"));
    Finding.Accuracy accuracy = trained.accuracy().orElseThrow();
    assertThat(accuracy.value())
        .isEqualTo(json("training.json").path("validation_accuracy").asDouble());
    assertThat(accuracy.standardError()).isPresent();
    assertThat(trained.proxy()).as("the network itself was trained").isEmpty();
    assertThat(trained.origin()).as("an older file does not say").isEmpty();
    CommandLineRun predicted =
        CommandLineRun.edgewise(1, "predict", folder.resolve("out/architecture.json").toString());
    assertThat(predicted.err())
        .contains(
            String.format(
                java.util.Locale.ROOT,
                "architecture.json: 32 pixels, 3 channels, 10 classes, on coral-usb, as the file has"
                    + " it (%.3f ms)",
                trained.metrics().latencyMillis()));
  }

  /** A kill behind the last checkpoint leaves files that are missing, or of an earlier epoch. */
  @Test
  void aFinishedTrainingThatIsStartedAgainLeavesTheSameFiles() throws IOException {
    train(1, "out");
    byte[] weights = weights("out");
    List<String> curve = Files.readAllLines(folder.resolve("out/curve.csv"));
    Files.delete(folder.resolve("out/model.safetensors"));
    Files.write(folder.resolve("out/curve.csv"), curve.subList(0, 2));

    CommandLineRun again = train(1, "out");

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("all 2 epochs are done");
    assertThat(weights("out")).isEqualTo(weights);
    assertThat(folder.resolve("out/curve.csv")).hasContent(String.join("\n", curve));
  }

  @Test
  void theWeightsOfTwoWorkersDoNotDependOnTheCores() throws IOException {
    CommandLineRun one = train(1, "one", "--set=train.workers=2");
    CommandLineRun two = train(2, "two", "--set=train.workers=2");

    assertThat(one.exitCode()).as(one.err()).isZero();
    assertThat(two.exitCode()).as(two.err()).isZero();
    assertThat(Arrays.equals(weights("one"), weights("two"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--set=search.seed=4 | search.seed: was 3, is 4",
        "--set=dataset.examples=120 | dataset.training-images: was 80, is 96",
        "--set=train.workers=2 | train.workers: was 1, is 2",
        "--set=train.resolution=24 | input: was 32x32x3, is 24x24x3",
      })
  void aCheckpointOfAnotherTrainingIsRefused(String setting, String change) {
    train(1, "out");

    CommandLineRun run = train(1, "out", setting);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("checkpoint.bin: 1 mistake")
        .contains("  is of another training (")
        .contains(change)
        .contains("; give another --out to train anew, or the settings it was written with");
  }

  @Test
  void aCheckpointOfAnotherNetworkIsRefused() throws IOException {
    train(1, "out");
    Files.writeString(folder.resolve("a.json"), NetworkFileTest.NETWORK.toJson());

    CommandLineRun run = train(1, "out", "--set=deploy.classes=10");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("is of another training (architecture: was ");
  }

  @Test
  void aClassCountThatChangedSinceTheSearchIsRefused() throws IOException {
    Files.writeString(folder.resolve("a.json"), NetworkFileTest.NETWORK.toJson());

    CommandLineRun run = train(1, "out", "--set=deploy.classes=12");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains(
            "was found for 10 classes, and is to be trained for 12; allowed is a data set of as"
                + " many classes, or deploy.stand-in-data = true and deploy.classes = 10 for one"
                + " that stands in for another");
  }

  @Test
  void aCheckpointThatIsCutOrAlteredIsRefused() throws IOException {
    train(1, "out");
    Path file = folder.resolve("out/checkpoint.bin");
    byte[] whole = Files.readAllBytes(file);
    byte[] altered = whole.clone();
    altered[whole.length / 3] ^= 4;
    for (byte[] damaged : List.of(altered, Arrays.copyOf(whole, whole.length - 7))) {
      Files.write(file, damaged);

      CommandLineRun run = train(1, "out");

      assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(run.err())
          .contains("checkpoint.bin: 1 mistake")
          .contains(
              "  is cut off or damaged: its checksum is not that of its content; give another");
    }
  }

  @Test
  void aTrainedFolderTeachesAnotherTraining() throws IOException {
    train(1, "teacher");
    String teacher = "--set=train.teacher=" + folder.resolve("teacher");

    CommandLineRun taught = train(1, "out", teacher);

    assertThat(taught.exitCode()).as(taught.err()).isZero();
    assertThat(taught.err())
        .containsPattern("the teacher classifies [01]\\.\\d{4} of the validation images right");
    assertThat(json("training.json").path("settings").path("train.teacher").asText())
        .matches("[0-9a-f]{16}");
    assertThat(weights("out")).isNotEqualTo(weights("teacher"));
    assertThat(train(1, "out").err())
        .containsPattern("train.teacher: was [0-9a-f]{16}, is not there");

    Path labels = folder.resolve("teacher/labels.txt");
    Files.writeString(labels, Files.readString(labels).replace("class 3\n", "cat\n"));
    requireRefused(
        teacher,
        "train.teacher: 1 mistake\n  "
            + folder.resolve("teacher")
            + " calls class 3 cat; in the data set it is class 3; allowed is a folder that edgewise"
            + " train filled on the same classes, at the same train.resolution");
    Files.writeString(labels, "cat\ndog\n");
    requireRefused(teacher, "teacher knows 2 classes; the data set has 10; allowed is a folder");
    requireRefused(
        "--set=train.teacher=" + folder.resolve("nowhere"),
        "nowhere has no readable labels.txt (there is no such file in ");
  }

  private void requireRefused(String setting, String message) {
    CommandLineRun run = train(1, "refused", setting);
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(message);
  }

  /** A kill while the first checkpoint is written leaves a part of it, under another name. */
  @Test
  void whatAKilledTrainingWasJustWritingIsNotInTheWay() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Path unfinished = folder.resolve("out/.checkpoint.bin.0f8fad5b-d9cb-469f-a165-70867728950e");
    Files.writeString(unfinished, "edgewise chec");

    CommandLineRun run = train(1, "out");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void aFolderOfSomethingElseIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/notes.txt"), "mine");

    CommandLineRun run = train(1, "out");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("holds files and no checkpoint.bin; allowed is a new or an empty folder");
    assertThat(files(folder.resolve("out"))).containsExactly("notes.txt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--set=train.workers=200 | is 200; allowed is at most one a training image, 80",
        "--set=train.epochs=0 | train.epochs: is 0; allowed is a whole number from 1 to 10000",
        "--set=train.mixup=2 | train.mixup: is 2; allowed is none or a number from 0.01 to 1.0",
        "--set=train.resolution=1024 | 80 training images of 1024x1024 (train.resolution, dataset.examples), which a data set of kind generated holds in memory, take 251658240 bytes; allowed by dataset.max-bytes is at most 1000000",
      })
  void whatDoesNotFitIsToldBeforeTheWork(String setting, String message) {
    CommandLineRun run = train(1, "out", setting, "--set=dataset.max-bytes=1000000");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(message);
  }

  private CommandLineRun train(int cores, String out, String... more) {
    return CommandLineRun.edgewise(cores, TinyTraining.args(folder, folder.resolve(out), more));
  }

  private byte[] weights(String out) throws IOException {
    return Files.readAllBytes(folder.resolve(out).resolve("model.safetensors"));
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out").resolve(name).toFile());
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
