package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.proxy.dl4j.FullNetwork;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.weights.NamedArray;
import io.edgewise.search.weights.WeightFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The inputs that quantize refuses: one message each that names the file, and nothing is left
 * behind.
 */
class QuantizeBadInputTest {

  private static final Architecture NETWORK = SearchSpaceFile.find("efficientnet-edgetpu").first();

  @TempDir private Path folder;

  @BeforeEach
  void inputs() throws IOException {
    Files.writeString(
        folder.resolve("a.json"),
        ArchitectureJson.write(new ArchitectureJson.Document("efficientnet-edgetpu", NETWORK)));
    weights(Map.of());
    generated(100);
  }

  @Test
  void fewerThan32ImagesAreNoCalibration() throws IOException {
    generated(30);
    requireRefused("calibration: 1 mistake\n  there are 24 images; allowed are at least 32\n");
  }

  @Test
  void constantImagesAreNoCalibration() throws IOException {
    byte[] records = new byte[100 * 3073];
    IntStream.range(0, 100).forEach(i -> records[i * 3073] = (byte) (i % 10));
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.write(data.resolve("data_batch_1.bin"), records);
    Files.writeString(
        folder.resolve("search.conf"),
        "space = efficientnet-edgetpu, dataset { kind = cifar10, path = \"" + data + "\" }");
    requireRefused(
        "calibration: 1 mistake\n"
            + "  every image has one value throughout; allowed are images of what is classified\n");
  }

  /** A scale of 0 and an offset of 0 leave zeros. */
  @Test
  void anActivationWhoseRangeIsZeroIsNamed() throws IOException {
    weights(Map.of("stem.bn.weight", 0f, "stem.bn.bias", 0f));
    requireRefused(
        "calibration: 1 mistake\n"
            + "  layer stem: range 0.0 to 0.0: allowed is a finite range with an extent\n");
  }

  /** The stem's outputs are beyond 1e38 and the next layer's beyond all floats. */
  @Test
  void anActivationThatIsNoNumberIsNamed() throws IOException {
    weights(Map.of("stem.bn.weight", 1e38f));
    CommandLineRun run = quantize();
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .containsPattern(
            "calibration: 1 mistake\n  layer \\S+ has an activation that is (-?Infinity|NaN)\n");
    requireNothingLeft();
  }

  @Test
  void aNegativeRunningVarianceIsNamed() throws IOException {
    weights(Map.of("stem.bn.running_var", -1f));
    requireRefused(
        "w.safetensors: 1 mistake\n"
            + "  layer stem: running variance -1.0 of channel 0: allowed is zero and above\n");
  }

  /** It was trained for eight classes, and the data set has ten. */
  @Test
  void aZipOfAnotherNetworkIsToldAllThatItHasWrong() throws IOException {
    BlockNetwork other = new DeployView(32, 3, 8).network(NETWORK);
    Path zip = folder.resolve("w.zip");
    try (FullNetwork full = new FullNetwork(other, 1)) {
      Map<String, NamedArray> weights = WeightFile.read(folder.resolve("w.safetensors"));
      weights.put("classes.weight", new NamedArray(List.of(8, 1280), new float[8 * 1280]));
      weights.put("classes.bias", new NamedArray(List.of(8), new float[8]));
      Files.write(zip, full.zip(full.weights(weights)));
    }
    requireRefused(
        "w.zip: 2 mistakes\n"
            + "  classes.weight has shape [8, 1280]; allowed is [10, 1280]\n"
            + "  classes.bias has shape [8]; allowed is [10]\n",
        "--weights=" + zip);
  }

  @Test
  void oneClassMoreInTheWeightsMayBeTheBackground() throws IOException {
    DrawnWeights.write(
        folder.resolve("w.safetensors"),
        7,
        WeightNames.of(new DeployView(32, 3, 11).network(NETWORK)),
        Map.of());
    requireRefused(
        "w.safetensors: 2 mistakes\n"
            + "  classes.weight has shape [11, 1280]; allowed is [10, 1280]: one output differs; a"
            + " first class \"background\" may be missing, or one too many\n"
            + "  classes.bias has shape [11]; allowed is [10]: one output differs; a first class"
            + " \"background\" may be missing, or one too many\n");
  }

  /** The data set decides how many channels an image has, and the stem has weights for three. */
  @Test
  void greyImagesAreNoneForANetworkOfThreeChannels() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    ByteBuffer images = ByteBuffer.allocate(16 + 100 * 64);
    images.putInt(0x0803).putInt(100).putInt(8).putInt(8);
    IntStream.range(0, 100 * 64).forEach(i -> images.put((byte) i));
    Files.write(data.resolve("train-images-idx3-ubyte"), images.array());
    ByteBuffer labels = ByteBuffer.allocate(8 + 100).putInt(0x0801).putInt(100);
    IntStream.range(0, 100).forEach(i -> labels.put((byte) (i % 10)));
    Files.write(data.resolve("train-labels-idx1-ubyte"), labels.array());
    Files.writeString(
        folder.resolve("search.conf"),
        "space = efficientnet-edgetpu, dataset { kind = idx, path = \"" + data + "\" }");
    requireRefused(
        "w.safetensors: 1 mistake\n"
            + "  stem.conv.weight has shape [32, 3, 3, 3]; allowed is [32, 3, 3, 1]\n");
  }

  @Test
  void anArchitectureThatCannotBeDeployedIsRefused() throws IOException {
    Architecture cell = SearchSpaceFile.find("nasbench201").first();
    Files.writeString(
        folder.resolve("a.json"),
        ArchitectureJson.write(new ArchitectureJson.Document("nasbench201", cell)));
    requireRefused(
        cell.id().hex()
            + ": 1 mistake\n  architecture "
            + cell.id()
            + " is a cell; only staged networks have blocks\n");
  }

  @Test
  void aFolderIsMadeOnlyInOneThatIsThere() throws IOException {
    Path nowhere = folder.resolve("no/such/folder");
    requireRefused(
        nowhere + ": 1 mistake\n  there is no folder " + nowhere.getParent() + " to make it in\n",
        "--out=" + nowhere);
  }

  @Test
  void aZipOfSomethingElseIsRefused() throws IOException {
    Path zip = Files.write(folder.resolve("w.zip"), new byte[] {'P', 'K', 3, 4, 20, 0});
    requireRefused(
        "w.zip: 1 mistake\n  "
            + zip
            + ": it has no configuration.json; allowed is the model.zip that edgewise train leaves,"
            + " or that Deeplearning4j's ModelSerializer makes of it\n",
        "--weights=" + zip);
  }

  @Test
  void anotherNumberOfClassesInLabelsAndDataIsTold() throws IOException {
    Files.write(folder.resolve("labels.txt"), Collections.nCopies(11, "class"));
    requireRefused(
        "labels: 1 mistake\n"
            + "  there are 11; the data set has 10 classes, and allowed is one a class; a first"
            + " label \"background\" may be missing, or one too many\n",
        "--labels=" + folder.resolve("labels.txt"));
  }

  @Test
  void moreThan64KbOfLabelsAreRefused() throws IOException {
    Files.writeString(folder.resolve("labels.txt"), "x".repeat(65_537));
    requireRefused(
        "labels.txt: 1 mistake\n  it has 65537 bytes; allowed are 65536\n",
        "--labels=" + folder.resolve("labels.txt"));
  }

  @Test
  void aFolderWithOtherContentsIsLeftAsItIs() throws IOException {
    Files.createDirectory(folder.resolve("exported"));
    Files.writeString(folder.resolve("exported/mine.txt"), "mine");
    CommandLineRun run = quantize();
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains(
            "exported: 1 mistake\n  exists and is not an empty folder; allowed is a new or an"
                + " empty one\n");
    assertThat(files(folder.resolve("exported"))).containsExactly("mine.txt");
  }

  private void requireRefused(String message, String... options) throws IOException {
    CommandLineRun run = quantize(options);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
    requireNothingLeft();
  }

  private void requireNothingLeft() throws IOException {
    assertThat(files(folder))
        .isSubsetOf("a.json", "data", "labels.txt", "search.conf", "w.safetensors", "w.zip");
  }

  private CommandLineRun quantize(String... options) {
    List<String> words =
        List.of(
            "quantize",
            "--architecture=" + folder.resolve("a.json"),
            "--calibration=" + folder.resolve("search.conf"),
            "--resolution=32");
    List<String> usual =
        List.of(
            "--weights=" + folder.resolve("w.safetensors"), "--out=" + folder.resolve("exported"));
    Stream<String> unsaid =
        usual.stream()
            .filter(word -> Stream.of(options).noneMatch(option -> isSameOption(word, option)));
    return CommandLineRun.edgewise(
        1,
        Stream.of(words.stream(), unsaid, Stream.of(options))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private static boolean isSameOption(String word, String option) {
    return option.startsWith(word.substring(0, word.indexOf('=') + 1));
  }

  private void generated(int examples) throws IOException {
    Files.writeString(
        folder.resolve("search.conf"),
        "space = efficientnet-edgetpu, dataset { kind = generated, test-examples = 20, examples = "
            + examples
            + " }");
  }

  private void weights(Map<String, Float> constants) throws IOException {
    DrawnWeights.write(
        folder.resolve("w.safetensors"),
        7,
        WeightNames.of(new DeployView(32, 3, 10).network(NETWORK)),
        constants);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
