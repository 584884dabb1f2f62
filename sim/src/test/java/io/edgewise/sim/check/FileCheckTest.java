package io.edgewise.sim.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edgewise.sim.placement.Judgement;
import io.edgewise.sim.placement.Judgement.Place;
import io.edgewise.sim.placement.Placement;
import io.edgewise.sim.tflite.ModelSketch;
import io.edgewise.sim.tflite.TfliteException;
import io.edgewise.sim.tflite.TfliteNetwork;
import io.edgewise.sim.tflite.TfliteReader;
import io.edgewise.sim.workload.LayerGraph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.schema.BuiltinOperator;

/** A check judges each operator of a file: a small file a rule, and the whole message. */
class FileCheckTest extends FileCheckFixture {

  @Test
  void aConvolutionAndAPoolOfEightBitsRunOnTheDevice() {
    FileCheck check = check(ModelSketch.convolutionAndPooling());
    assertThat(check.operators()).allMatch(v -> v.judgement().equals(Judgement.DEVICE));
    assertThat(check.count(Place.DEVICE)).isEqualTo(2);
    assertThat(check.dependent()).isEmpty();
    assertThat(check.findings())
        .containsExactly(
            new Finding(
                "the input image is of INT8; Coral's classify_image.py takes UINT8 only",
                "convert with inference_input_type uint8",
                "google-coral/pycoral, examples/classify_image.py"));
  }

  @Test
  void whatDependsOnTheHostsPartOfTheDevicesResultsIsCountedUnderItsCause() {
    int in = sketch.activation("in", 1, 8, 8, 4);
    int a = sketch.activation("a", 1, 8, 8, 4);
    int b = sketch.activation("b", 1, 8, 8, 4);
    int c = sketch.activation("c", 1, 8, 8, 4);
    sketch.operator(BuiltinOperator.RELU, null, new int[] {in}, a);
    sketch.operator(BuiltinOperator.ELU, null, new int[] {a}, b);
    sketch.operator(BuiltinOperator.RELU, null, new int[] {b}, c);
    FileCheck check = check(sketch);
    assertThat(check.dependent()).containsOnlyKeys(1);
    assertThat(check.operators().get(2).judgement().reason())
        .isEqualTo("it depends on 1 ELU (b), which the host makes of the device's results");
    assertThat(check.operators().get(2).cause()).hasValue(1);
    assertThat(check.operators().get(1).cause()).isEmpty();
  }

  @Test
  void ofSeveralSubgraphsTheFirstIsJudged() {
    unary(BuiltinOperator.RELU, 1, 8, 8, 4);
    ByteBuffer file =
        sketch.file(
            sketch.subgraph(new int[] {0}, new int[] {1}),
            sketch.subgraph(new int[] {0}, new int[] {1}));
    assertThat(FileCheck.of(TfliteReader.operators("sketch", file)).findings())
        .contains(
            new Finding(
                "it has 2 subgraphs (control flow); the first is judged, the others run on the"
                    + " host",
                "export the network without loops and conditions",
                COMPILER));
  }

  @Test
  void aDamagedFileIsRefused() {
    sketch.operator(BuiltinOperator.RELU, null, new int[] {7}, sketch.activation("out", 1, 4));
    assertThatExceptionOfType(TfliteException.class)
        .isThrownBy(() -> check(sketch))
        .withMessage("the file is damaged: there is no tensor 7 among 1");
  }

  /** Operators that the compiled twin left to the host. */
  @ParameterizedTest
  @CsvSource({
    "movenet_single_pose_lightning_ptq, 59, 157",
    "deeplab_mobilenet_edgetpu_slim_cityscapes_quant, 2, 84",
    "posenet_mobilenet_v1_075_353_481_16_quant_decoder, 1, 38",
    "keras_lstm_mnist_ptq, 0, 6",
    // Its twin gives the device's 33x33x256 and 1x1x256: all from the resize on is the host's.
    "deeplabv3_mnv2_dm05_pascal_quant, 7, 71",
    "mobilenet_v1_0.25_128_quant, 0, 31",
    "mobilenet_v1_0.75_192_quant, 0, 31",
    "mobilenet_v2_1.0_224_quant, 0, 66",
    "mobilenet_edgetpu_0.75_224_post_training_quant, 0, 79",
    "model_mobilenet_v2_w_fc_224x224x3, 0, 70",
  })
  void realFilesArePlacedAsTheCompilerDid(String name, int host, int operators) {
    Path file = Path.of("../../shared/data/tflite", name + TfliteReader.SUFFIX);
    assumeTrue(Files.exists(file), () -> file + " is not here");
    FileCheck check = FileCheck.of(TfliteReader.operators(file));
    assertThat(check.count(Place.HOST)).isEqualTo(host);
    assertThat(check.count(Place.NOT_KNOWN)).isZero();
    assertThat(check.operators()).hasSize(operators);
  }

  /** None of them is damaged; what does not run on the device for sure has a reason. */
  @ParameterizedTest
  @MethodSource("realFiles")
  void everyRealFileIsJudged(Path file) {
    FileCheck check = FileCheck.of(TfliteReader.operators(file));
    assertThat(check.operators()).isNotEmpty().hasSameSizeAs(check.file().operators());
    assertThat(check.operators())
        .allMatch(v -> v.judgement().reason().isEmpty() == (v.judgement().place() == Place.DEVICE));
  }

  /** A version that the compiler refuses: nothing but the file tells of it. */
  @Test
  void aPredictionPlacesWhatOnlyAFileTellsOf() {
    ModelSketch file = ModelSketch.convolutionAndPooling();
    file.version(0, 6);
    LayerGraph graph = TfliteReader.read("sketch", file.file()).graph();
    Placement placement = Placement.of(graph);

    assertThat(placement.of(1))
        .isEqualTo(check(file).operators().get(0).judgement())
        .extracting(Judgement::reason)
        .isEqualTo("version 6 of CONV_2D is refused by the compiler, as all from 6 on");
    assertThat(placement.onHost(2)).isFalse();
  }

  /** Each layer of a quantised network runs where the check says that its operator does. */
  @ParameterizedTest
  @MethodSource("realFiles")
  void aPredictionPlacesEachOperatorAsACheckDoes(Path file) {
    TfliteNetwork network = TfliteReader.read(file);
    assumeTrue(network.precision() != TfliteNetwork.Precision.FLOAT);
    assumeTrue(network.graph().images() == 1, "the check judges the batch, a prediction one image");
    FileCheck check = FileCheck.of(TfliteReader.operators(file));
    Placement placement = Placement.of(network.graph());
    for (LayerGraph.Node node : network.graph().nodes()) {
      int operator = network.operators().get(node.index());
      if (operator != TfliteNetwork.NO_OPERATOR) {
        Judgement judged = check.operators().get(operator).judgement();
        assertThat(placement.of(node.index()).place()).as(node.name()).isEqualTo(judged.place());
      }
    }
  }

  static List<Path> realFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("tflite", "edgetpu/tflite")) {
      Path path = Path.of("../../shared/data", folder);
      if (Files.isDirectory(path)) {
        try (Stream<Path> list = Files.list(path)) {
          list.filter(f -> f.toString().endsWith(TfliteReader.SUFFIX)).sorted().forEach(files::add);
        }
      }
    }
    return files;
  }
}
