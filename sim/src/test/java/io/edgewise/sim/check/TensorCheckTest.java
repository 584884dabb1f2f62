package io.edgewise.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.placement.Judgement;
import io.edgewise.sim.tflite.ModelSketch;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** Shapes, types and scales of tensors that keep an operator from the device. */
class TensorCheckTest extends FileCheckFixture {

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
}
