package io.edgewise.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.placement.Judgement;
import io.edgewise.sim.tflite.ModelSketch;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Pool2DOptionsT;

/** Limits that single kinds of operators have. */
class OperatorCheckTest extends FileCheckFixture {

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
}
