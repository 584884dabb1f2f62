package io.edgewise.sim.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edgewise.sim.placement.Judgement;
import io.edgewise.sim.placement.Judgement.Place;
import io.edgewise.sim.tflite.ModelSketch;
import io.edgewise.sim.tflite.TfliteException;
import io.edgewise.sim.tflite.TfliteReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.TensorType;

/** A check judges each operator of a file: a small file a rule, and the whole message. */
class FileCheckTest {

  private static final String TABLE =
      "coral.ai, TensorFlow models on the Edge TPU, table of supported operations";
  private static final String MODEL =
      "coral.ai, TensorFlow models on the Edge TPU, model requirements";
  private static final String COMPILER = "edgetpu_compiler 16.0, the last version";
  private static final String SEEN = "operator versions of public compiled networks";
  private static final String TOLD = "a stated limit of edgetpu_compiler 16.0";
  private static final String TWINS = "public networks beside their compiled twins";
  private static final String SPECIFICATION = "TensorFlow Lite 8-bit quantization specification";
  private static final String OTHERS =
      "use operators that it runs, or move it to the end of the network";
  private static final String EARLIER =
      "convert with TensorFlow 2.5, which came with the last compiler";
  private static final String QUANTISE =
      "quantise the whole network to int8 or uint8, its inputs and outputs too";

  private final ModelSketch sketch = new ModelSketch();

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

  /** Each is named with its version and with what is known. */
  @ParameterizedTest
  @CsvSource({"3, 4", "3, 5"})
  void aVersionAboveTheHighestSeenIsNotKnown(int seen, int version) {
    ModelSketch convolution = ModelSketch.convolutionAndPooling();
    convolution.version(0, version);
    assertThat(first(convolution))
        .isEqualTo(
            notKnown(
                "version "
                    + version
                    + " of CONV_2D is above "
                    + seen
                    + ", the highest seen on the device",
                EARLIER,
                SEEN));
    convolution.version(0, seen);
    assertThat(first(convolution)).isEqualTo(Judgement.DEVICE);
  }

  @ParameterizedTest
  @CsvSource({"QUANTIZE, 114, 3", "TRANSPOSE_CONV, 67, 4", "EXP, 47, 2", "CONV_2D, 3, 6"})
  void aVersionThatTheCompilerRefusesIsTheHosts(String kind, int code, int version) {
    unary(code, 1, 8, 8, 4);
    sketch.version(0, version);
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "version "
                    + version
                    + " of "
                    + kind
                    + " is refused by the compiler, as all from "
                    + version
                    + " on",
                EARLIER,
                COMPILER));
  }

  @Test
  void anOperatorThatCameAfterTheCompilerIsTheHosts() {
    unary(BuiltinOperator.GELU, 1, 8, 8, 4);
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "operator code 150 (GELU) came after the compiler, which knows codes below 150",
                OTHERS,
                COMPILER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LEAKY_RELU", "HARD_SWISH", "ELU", "ARG_MAX"})
  void anOperatorThatIsNotMappedIsTheHosts(String kind) {
    unary(List.of(BuiltinOperator.names).indexOf(kind), 1, 8, 8, 4);
    assertThat(first(sketch))
        .isEqualTo(
            host(kind + " is not among the operators that the Edge TPU runs", OTHERS, TABLE));
  }

  @Test
  void aCustomOperatorIsTheHosts() {
    int in = sketch.activation("in", 1, 8, 8, 4);
    sketch.custom("Detect", new int[] {in}, sketch.activation("out", 1, 4));
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "Detect is a custom operator",
                "use builtin operators, or move it to the end of the network",
                TABLE));
  }

  @Test
  void aFileThatIsCompiledAlreadyIsSaidToBe() {
    int in = sketch.activation("in", 1, 8, 8, 4);
    sketch.custom("edgetpu-custom-op", new int[] {in}, sketch.activation("out", 1, 4));
    FileCheck check = check(sketch);
    assertThat(check.count(Place.DEVICE)).isEqualTo(1);
    assertThat(check.findings())
        .contains(
            new Finding(
                "operator 0 is a call of the Edge TPU: the file is compiled already",
                "check the file that it was compiled from",
                COMPILER));
  }

  @Test
  void aDynamicShapeIsTheHosts() {
    unary(BuiltinOperator.RELU, 1, 8, 8, 4);
    sketch.tensor(0).setShapeSignature(new int[] {1, -1, 8, 4});
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "the shape of in is dynamic",
                "export the network with a fixed height, width and batch",
                MODEL));
    sketch.tensor(0).setShapeSignature(new int[] {-1, 8, 8, 4});
    assertThat(first(sketch)).as("the batch left open").isEqualTo(Judgement.DEVICE);
  }

  @Test
  void aBatchAboveOneIsTheHosts() {
    unary(BuiltinOperator.RELU, 2, 8, 8, 4);
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "in is 2x8x8x4; above three dimensions only the innermost three may exceed 1",
                "use a batch of 1, and tensors of height, width and channels",
                MODEL));
    assertThat(check(sketch).findings())
        .contains(
            new Finding(
                "the input in is a batch of 2", "export the network for a batch of 1", MODEL));
  }

  @Test
  void moreThanThreeExtentsAboveOneAreTheHosts() {
    unary(BuiltinOperator.RELU, 1, 2, 8, 8, 4);
    assertThat(first(sketch).reason())
        .isEqualTo("in is 1x2x8x8x4; above three dimensions only the innermost three may exceed 1");
  }

  @Test
  void aShapeThatIsComputedAtRunTimeIsTheHosts() {
    int in = sketch.activation("in", 1, 4);
    int shape = sketch.tensor("shape", TensorType.INT32, 0, 2);
    sketch.operator(
        BuiltinOperator.RESHAPE, null, new int[] {in, shape}, sketch.activation("out", 1, 4));
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "its parameter shape is computed at run time",
                "make it a constant: fixed shapes, sizes and weights",
                MODEL));
  }

  @Test
  void floatsAreTheHostsAtTheEndsAndWithin() {
    int in = sketch.tensor("in", TensorType.FLOAT32, 0, 1, 4);
    int q = sketch.activation("q", 1, 4);
    int f = sketch.tensor("f", TensorType.FLOAT32, 0, 1, 4);
    int out = sketch.tensor("out", TensorType.FLOAT32, 0, 1, 4);
    sketch.operator(BuiltinOperator.QUANTIZE, null, new int[] {in}, q);
    sketch.operator(BuiltinOperator.DEQUANTIZE, null, new int[] {q}, f);
    sketch.operator(BuiltinOperator.RELU, null, new int[] {f}, out);
    FileCheck check = check(sketch);
    String ends =
        "convert with inputs and outputs of uint8 (inference_input_type, inference_output_type)";
    assertThat(check.operators().stream().map(FileCheck.Verdict::judgement))
        .containsExactly(
            host("the network's input in is of FLOAT32", ends, MODEL),
            host("f is of FLOAT32", ends, MODEL),
            host("f is of FLOAT32", QUANTISE, MODEL));
    assertThat(check.findings())
        .containsExactly(
            new Finding(
                "the input in is of FLOAT32; Coral's classify_image.py takes UINT8 only",
                "convert with inference_input_type uint8",
                "google-coral/pycoral, examples/classify_image.py"),
            new Finding(
                "the output out is of FLOAT32: the host makes it",
                "convert with inference_output_type uint8",
                MODEL),
            new Finding(
                "1 tensors between input and output are of floats",
                "quantise the whole network to int8 or uint8",
                MODEL));
  }

  @Test
  void anInputThatCoralsExampleWouldScaleIsSaid() {
    int in = sketch.tensor("in", TensorType.UINT8, 0, 1, 4);
    sketch.operator(BuiltinOperator.RELU, null, new int[] {in}, sketch.activation("out", 1, 4));
    sketch.quantize(in, new float[] {0.5f}, 3);
    assertThat(check(sketch).findings())
        .containsExactly(
            new Finding(
                "the input in has scale 0.5 and zero point 3; Coral's classify_image.py passes"
                    + " pixels unchanged for 1/128 and 128",
                "give the example the --input_mean and --input_std of the network",
                "google-coral/pycoral, examples/classify_image.py"));
    sketch.quantize(in, new float[] {1 / 128f}, 128);
    assertThat(check(sketch).findings()).isEmpty();
  }

  @Test
  void slopesThatDifferWithinAChannelAreTheHosts() {
    int in = sketch.activation("in", 1, 8, 8, 4);
    int slopes = sketch.weights("slopes", 8, 8, 4);
    sketch.operator(
        BuiltinOperator.PRELU, null, new int[] {in, slopes}, sketch.activation("out", 1, 8, 8, 4));
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "its slopes are 8x8x4; the Edge TPU takes one a channel",
                "share the slopes over height and width (shared_axes=[1, 2])",
                TABLE));
  }

  @Test
  void oneSlopeAChannelIsTheDevices() {
    int in = sketch.activation("in", 1, 8, 8, 4);
    int slopes = sketch.weights("slopes", 1, 1, 4);
    sketch.operator(
        BuiltinOperator.PRELU, null, new int[] {in, slopes}, sketch.activation("out", 1, 8, 8, 4));
    assertThat(first(sketch)).isEqualTo(Judgement.DEVICE);
  }

  @Test
  void ofATransposeNothingIsKnown() {
    int in = sketch.activation("in", 1, 4, 8, 8);
    int axes = sketch.integers("axes", 0, 2, 3, 1);
    sketch.operator(
        BuiltinOperator.TRANSPOSE,
        null,
        new int[] {in, axes},
        sketch.activation("out", 1, 8, 8, 4));
    assertThat(first(sketch))
        .isEqualTo(
            notKnown(
                "compiler 15 refuses a transpose, of 16 it is not known",
                "export the network in NHWC: an exporter from NCHW writes transposes",
                TOLD));
  }

  @Test
  void aPoolWithAnActivationIsTheHosts() {
    Pool2DOptionsT options = new Pool2DOptionsT();
    options.setFusedActivationFunction(ActivationFunctionType.RELU6);
    int in = sketch.activation("in", 1, 8, 8, 4);
    sketch.operator(
        BuiltinOperator.AVERAGE_POOL_2D,
        ModelSketch.union(BuiltinOptions.Pool2DOptions, options),
        new int[] {in},
        sketch.activation("out", 1, 4, 4, 4));
    assertThat(first(sketch)).isEqualTo(fused("RELU6"));
  }

  @Test
  void aConcatenationWithAnActivationIsTheHosts() {
    ConcatenationOptionsT options = new ConcatenationOptionsT();
    options.setFusedActivationFunction(ActivationFunctionType.RELU);
    int in = sketch.activation("in", 1, 8, 8, 4);
    sketch.operator(
        BuiltinOperator.CONCATENATION,
        ModelSketch.union(BuiltinOptions.ConcatenationOptions, options),
        new int[] {in, in},
        sketch.activation("out", 1, 8, 8, 8));
    assertThat(first(sketch)).isEqualTo(fused("RELU"));
  }

  private static Judgement fused(String activation) {
    return host(
        activation + " is fused into it; the Edge TPU's has no activation",
        "put the activation before it, into the convolutions",
        TABLE);
  }

  @Test
  void unequalDilationIsTheHosts() {
    Conv2DOptionsT options = new Conv2DOptionsT();
    options.setStrideH(1);
    options.setStrideW(1);
    options.setDilationHFactor(2);
    options.setDilationWFactor(1);
    int in = sketch.activation("in", 1, 8, 8, 4);
    int kernel = sketch.weights("kernel", 4, 3, 3, 4);
    sketch.operator(
        BuiltinOperator.CONV_2D,
        ModelSketch.union(BuiltinOptions.Conv2DOptions, options),
        new int[] {in, kernel},
        sketch.activation("out", 1, 8, 8, 4));
    assertThat(first(sketch))
        .isEqualTo(
            host("its dilation differs along y and x", "use the same dilation along both", TABLE));
  }

  @Test
  void aMeanOverTheBatchIsTheHosts() {
    mean(8, 8, 0, 1, 2);
    assertThat(first(sketch))
        .isEqualTo(
            host("it takes the mean over the batch", "take the mean over height and width", TABLE));
  }

  @Test
  void aMeanOverTooManyPositionsIsTheHosts() {
    mean(65, 128, 1, 2);
    assertThat(first(sketch))
        .isEqualTo(
            host(
                "it takes the mean over 8320 positions; at most 8192 (64 x 128) are mapped",
                "pool in two steps, or at a lower resolution",
                TOLD));
  }

  @Test
  void aMeanOver64x128PositionsIsTheDevices() {
    mean(64, 128, 1, 2);
    assertThat(first(sketch)).isEqualTo(Judgement.DEVICE);
  }

  private void mean(int height, int width, int... axes) {
    int in = sketch.activation("in", 1, height, width, 4);
    sketch.operator(
        BuiltinOperator.MEAN,
        null,
        new int[] {in, sketch.integers("axes", axes)},
        sketch.activation("out", 1, 4));
  }

  /** 48 x 48 x 24 by two is seen on the device; 8 x 8 by four, and a million elements, are not. */
  @Test
  void aLargeResizeIsTheHosts() {
    Judgement refused =
        host(
            "it enlarges 4 times or more, or to more than 1000000 elements",
            "enlarge two-fold, or leave it to the program that reads the output",
            TWINS);
    assertThat(first(resize(8, 4, 32))).isEqualTo(refused);
    assertThat(first(resize(256, 4, 512))).isEqualTo(refused);
    assertThat(first(resize(48, 24, 96))).isEqualTo(Judgement.DEVICE);
  }

  private static ModelSketch resize(int from, int channels, int to) {
    ModelSketch resize = new ModelSketch();
    int in = resize.activation("in", 1, from, from, channels);
    resize.operator(
        BuiltinOperator.RESIZE_BILINEAR,
        null,
        new int[] {in, resize.integers("size", to, to)},
        resize.activation("out", 1, to, to, channels));
    return resize;
  }

  @Test
  void ofALargeReshapeNothingIsKnown() {
    int in = sketch.activation("in", 1, 100, 100, 10);
    int shape = sketch.integers("shape", 1, 100_000);
    sketch.operator(
        BuiltinOperator.RESHAPE, null, new int[] {in, shape}, sketch.activation("out", 1, 100_000));
    assertThat(first(sketch)).isEqualTo(large("100000", 94_400));
  }

  @Test
  void ofALargeConcatenationNothingIsKnown() {
    int in = sketch.activation("in", 1, 100, 100, 50);
    sketch.operator(
        BuiltinOperator.CONCATENATION,
        null,
        new int[] {in, in},
        sketch.activation("out", 1, 100, 100, 100));
    assertThat(first(sketch)).isEqualTo(large("1000000", 967_872));
  }

  private static Judgement large(String elements, int seen) {
    return notKnown(
        "it makes "
            + elements
            + " elements; the most seen on the device are "
            + seen
            + ", while convolutions of 11 MB are there",
        "make it smaller, or leave it to the program that reads the output",
        TWINS);
  }

  /** 0.5 x 0.25 = 0.125. */
  @Test
  void ofABiasOfAnotherScaleNothingIsKnown() {
    ModelSketch convolution = ModelSketch.convolutionAndPooling();
    convolution.quantize(0, new float[] {0.5f}, 0);
    convolution.quantize(1, new float[] {0.25f}, 0);
    convolution.quantize(2, new float[] {0.125f}, 0);
    assertThat(first(convolution)).isEqualTo(Judgement.DEVICE);
    convolution.quantize(2, new float[] {0.126f}, 0);
    assertThat(first(convolution))
        .isEqualTo(
            notKnown(
                "the scale of its bias, channel 0, is 0.1260000; input times weights is 0.1250000",
                "scale the bias by input times weights",
                SPECIFICATION));
    convolution.quantize(2, new float[] {0.125f, 0.125f}, 0, 0);
    assertThat(first(convolution))
        .isEqualTo(
            notKnown(
                "its bias has 2 scales, its weights 1",
                "give the bias a scale for each of the weights",
                SPECIFICATION));
  }

  @Test
  void ofWeightsAChannelWithAZeroPointNothingIsKnown() {
    ModelSketch convolution = ModelSketch.convolutionAndPooling();
    convolution.quantize(1, new float[] {0.25f, 0.5f}, 0, 3);
    assertThat(first(convolution))
        .isEqualTo(
            notKnown(
                "its weights have the zero point 3 in channel 1",
                "quantise weights with a scale a channel symmetrically: zero point 0",
                SPECIFICATION));
  }

  @Test
  void ofAPoolThatScalesNothingIsKnown() {
    int in = sketch.activation("in", 1, 8, 8, 4);
    int out = sketch.activation("out", 1, 4, 4, 4);
    sketch.maxPool(2, in, out);
    sketch.quantize(in, new float[] {0.5f}, 0);
    sketch.quantize(out, new float[] {0.25f}, 0);
    assertThat(first(sketch))
        .isEqualTo(
            notKnown(
                "in of scale 0.5 becomes out of scale 0.25; MAX_POOL_2D needs one scale and zero"
                    + " point",
                "give both the same scale and zero point, or put QUANTIZE between",
                SPECIFICATION));
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

  private void unary(int code, int... shape) {
    int in = sketch.activation("in", shape);
    sketch.operator(code, null, new int[] {in}, sketch.activation("out", shape));
  }

  private static FileCheck check(ModelSketch sketch) {
    return FileCheck.of(TfliteReader.operators("sketch", sketch.file()));
  }

  private static Judgement first(ModelSketch sketch) {
    return check(sketch).operators().get(0).judgement();
  }

  private static Judgement host(String reason, String change, String source) {
    return new Judgement(Place.HOST, reason, change, source);
  }

  private static Judgement notKnown(String reason, String change, String source) {
    return new Judgement(Place.NOT_KNOWN, reason, change, source);
  }
}
