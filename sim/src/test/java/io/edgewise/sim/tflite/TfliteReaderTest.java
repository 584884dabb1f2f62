package io.edgewise.sim.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.edgewise.sim.tflite.TfliteNetwork.Precision;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.schema.TransposeConvOptionsT;

/** Small models, worked by hand: what an operator becomes, and what is refused. */
class TfliteReaderTest {

  /**
   * 3x3 convolution, 3 to 8 channels, stride 2, SAME on 8x8: 4x4x8 outputs of 27 products = 3,456
   * MACs; 216 weights + 8 biases = 224 parameters, 216 + 32 bytes. The pooling halves 4x4.
   */
  @Test
  void aConvolutionAndAPooling() {
    TfliteNetwork network = read(ModelSketch.convolutionAndPooling());
    LayerGraph graph = network.graph();
    assertThat(graph.input()).isEqualTo(new TensorShape(8, 8, 3));
    assertThat(graph.output()).isEqualTo(new TensorShape(2, 2, 8));
    assertThat(graph.nodes()).extracting(Node::name).containsExactly("input", "conv/Relu6", "pool");
    assertThat(graph.nodes().get(1).layer())
        .isEqualTo(new Layer.Convolution(Window.same(3, 2), 8, Activation.RELU6));
    assertThat(graph.macs()).isEqualTo(3456);
    assertThat(graph.parameters()).isEqualTo(224);
    assertThat(network.constantBytes()).isEqualTo(248);
    assertThat(network.precision()).isEqualTo(Precision.EIGHT_BIT);
  }

  @Test
  void aPoolingOverEverythingStaysAWindowAndAMeanOverBothAxesIsGlobal() {
    ModelSketch pooled = new ModelSketch();
    pooled.maxPool(4, pooled.activation("x", 1, 4, 4, 8), pooled.activation("y", 1, 1, 1, 8));
    assertThat(operators(pooled)).containsExactly("max pool 4x4 s4");

    ModelSketch mean = new ModelSketch();
    int x = mean.activation("x", 1, 4, 4, 8);
    int axes = mean.integers("axes", -3, 2);
    mean.operator(BuiltinOperator.MEAN, null, new int[] {x, axes}, mean.activation("y", 1, 8));
    assertThat(operators(mean)).containsExactly("global average pool");
  }

  @Test
  void aMeanOverChannelsIsNamedAsUnsupported() {
    ModelSketch sketch = new ModelSketch();
    int x = sketch.activation("x", 1, 4, 4, 8);
    int axes = sketch.integers("axes", 3);
    sketch.operator(
        BuiltinOperator.MEAN, null, new int[] {x, axes}, sketch.activation("y", 1, 4, 4, 1));
    assertThat(operators(sketch)).containsExactly("MEAN over axes [3]");
  }

  @Test
  void aDenseLayerOverManyPositionsIsAConvolution() {
    assertThat(dense(new int[] {1, 64}, new int[] {1, 5}, 64).layer())
        .isEqualTo(new Layer.FullyConnected(5, Activation.NONE));
    Node perPosition = dense(new int[] {1, 7, 7, 64}, new int[] {1, 7, 7, 5}, 64);
    assertThat(perPosition.layer()).isInstanceOf(Layer.Convolution.class);
    assertThat(perPosition.macs()).isEqualTo(49 * 64 * 5);
  }

  private static Node dense(int[] input, int[] output, int features) {
    ModelSketch sketch = new ModelSketch();
    int x = sketch.activation("x", input);
    int weights = sketch.weights("weights", 5, features);
    sketch.operator(
        BuiltinOperator.FULLY_CONNECTED,
        ModelSketch.union(BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptionsT()),
        new int[] {x, weights, -1},
        sketch.activation("y", output));
    return read(sketch).graph().nodes().get(1);
  }

  @Test
  void anAdditionOfAConstantHasParameters() {
    ModelSketch sketch = new ModelSketch();
    int x = sketch.activation("x", 1, 4, 4, 8);
    int offsets = sketch.weights("offsets", 8);
    add(sketch, x, offsets, sketch.activation("y", 1, 4, 4, 8));
    LayerGraph graph = read(sketch).graph();
    assertThat(graph.nodes().get(1).layer().operator()).isEqualTo("add constant");
    assertThat(graph.parameters()).isEqualTo(8);
  }

  @Test
  void slicesPadsConcatenationsResizingAndActivations() {
    ModelSketch sketch = new ModelSketch();
    int x = sketch.activation("x", 1, 4, 4, 8);
    int axis = sketch.integers("axis", 3);
    int left = sketch.activation("left", 1, 4, 4, 4);
    int right = sketch.activation("right", 1, 4, 4, 4);
    sketch.operator(BuiltinOperator.SPLIT, null, new int[] {axis, x}, left, right);
    int swished = sketch.activation("swished", 1, 4, 4, 4);
    sketch.operator(BuiltinOperator.HARD_SWISH, null, new int[] {left}, swished);
    int joined = sketch.activation("joined", 1, 4, 4, 8);
    ConcatenationOptionsT options = new ConcatenationOptionsT();
    options.setAxis(-1);
    sketch.operator(
        BuiltinOperator.CONCATENATION,
        ModelSketch.union(BuiltinOptions.ConcatenationOptions, options),
        new int[] {swished, right},
        joined);
    int pads = sketch.constant("pads", TensorType.INT32, pads(1, 1, 2, 2), 4, 2);
    int padded = sketch.activation("padded", 1, 6, 8, 8);
    sketch.operator(BuiltinOperator.PAD, null, new int[] {joined, pads}, padded);
    int resized = sketch.activation("resized", 1, 12, 16, 8);
    int size = sketch.integers("size", 12, 16);
    sketch.operator(BuiltinOperator.RESIZE_BILINEAR, null, new int[] {padded, size}, resized);
    sketch.operator(
        BuiltinOperator.DEQUANTIZE,
        null,
        new int[] {resized},
        sketch.tensor("floats", TensorType.FLOAT32, 0, 1, 12, 16, 8));
    assertThat(operators(sketch))
        .containsExactly(
            "slice", "slice", "hard_swish", "concat", "pad", "resize bilinear", "dequantize");
    assertThat(read(sketch).precision()).isEqualTo(Precision.MIXED);
  }

  @Test
  void anOperatorWithoutALayerIsNamed() {
    ModelSketch sketch = ModelSketch.convolutionAndPooling();
    int pooled = 4;
    int sorted = sketch.activation("sorted", 1, 2, 2, 8);
    sketch.custom("Sort\u001b[31m", new int[] {pooled}, sorted);
    sketch.operator(
        BuiltinOperator.CUMSUM, null, new int[] {sorted}, sketch.activation("sum", 1, 2, 2, 8));
    List<String> operators = operators(sketch);
    assertThat(operators).endsWith("Sort?[31m", "CUMSUM");
    assertThat(read(sketch).graph().nodes().get(3).layer()).isInstanceOf(Layer.Unsupported.class);
  }

  @Test
  void tensorsOfOneNameBecomeLayersOfDifferentNames() {
    ModelSketch sketch = new ModelSketch();
    int last = sketch.activation("x", 1, 8);
    for (int i = 0; i < 5000; i++) {
      int next = sketch.activation("x", 1, 8);
      sketch.operator(BuiltinOperator.RELU, null, new int[] {last}, next);
      last = next;
    }
    assertThat(read(sketch).graph().nodes())
        .extracting(Node::name)
        .doesNotHaveDuplicates()
        .startsWith("input", "x", "x#2", "x#3");
  }

  @Test
  void whatTheOutputDoesNotNeedAndWhatIsConstantIsLeftOut() {
    ModelSketch sketch = new ModelSketch();
    int x = sketch.activation("x", 1, 4, 4, 8);
    int half = sketch.constant("half", TensorType.FLOAT16, new int[16], 8);
    int whole = sketch.tensor("whole", TensorType.FLOAT32, 0, 8);
    sketch.operator(BuiltinOperator.DEQUANTIZE, null, new int[] {half}, whole);
    int shape = sketch.tensor("shape", TensorType.INT32, 0, 4);
    sketch.operator(BuiltinOperator.SHAPE, null, new int[] {x}, shape);
    add(sketch, x, whole, sketch.activation("y", 1, 4, 4, 8));
    assertThat(operators(sketch)).containsExactly("add constant");
  }

  @Test
  void severalOutputsAreReadInTheirOrder() {
    ModelSketch sketch = ModelSketch.convolutionAndPooling();
    LayerGraph graph =
        TfliteReader.read("sketch", sketch.file(sketch.subgraph(new int[] {0}, new int[] {4, 3})))
            .graph();

    assertThat(graph.outputs()).containsExactly(2, 1);
  }

  @Test
  void severalInputsAreReadAndVariablesAreInputsToo() {
    ModelSketch sketch = new ModelSketch();
    int a = sketch.activation("a", 1, 4, 4, 8);
    int b = sketch.activation("b", 1, 4, 4, 8);
    int state = sketch.activation("state", 1, 4, 4, 8);
    sketch.tensor(state).setIsVariable(true);
    int sum = sketch.activation("sum", 1, 4, 4, 8);
    add(sketch, a, b, sum);
    add(sketch, sum, state, sketch.activation("next", 1, 4, 4, 8));
    LayerGraph graph =
        TfliteReader.read("sketch", sketch.file(sketch.subgraph(new int[] {a, b}, new int[] {4})))
            .graph();

    assertThat(graph.nodes())
        .extracting(LayerGraph.Node::name)
        .containsExactly("input", "b", "state", "sum", "next");
  }

  @Test
  void severalSubgraphsAreRefused() {
    ModelSketch sketch = ModelSketch.convolutionAndPooling();
    refused(
            sketch.file(
                sketch.subgraph(new int[] {0}, new int[] {4}),
                sketch.subgraph(new int[] {0}, new int[] {4})))
        .withMessage("it has 2 subgraphs (control flow); a network of one can be read");
  }

  /** Shapes are of one image, and the rows of a flattened tensor are shared out. */
  @Test
  void aBatchIsThatManyImages() {
    ModelSketch sketch = new ModelSketch();
    int x = sketch.activation("x", 4, 4, 4, 8);
    int rows = sketch.activation("rows", 64, 8);
    sketch.operator(
        BuiltinOperator.RESHAPE, null, new int[] {x, sketch.integers("shape", 64, 8)}, rows);
    LayerGraph graph = read(sketch).graph();

    assertThat(graph.images()).isEqualTo(4);
    assertThat(graph.input()).isEqualTo(new TensorShape(4, 4, 8));
    assertThat(graph.output()).isEqualTo(new TensorShape(1, 16, 8));
  }

  /** 4 x 4 x 8 to 8 x 8 x 2 by 3 x 3: each of 16 positions makes 9 * 8 * 2 products. */
  @Test
  void aTransposedConvolutionIsRead() {
    ModelSketch sketch = new ModelSketch();
    int x = sketch.activation("x", 1, 4, 4, 8);
    TransposeConvOptionsT options = new TransposeConvOptionsT();
    options.setStrideH(2);
    options.setStrideW(2);
    sketch.operator(
        BuiltinOperator.TRANSPOSE_CONV,
        ModelSketch.union(BuiltinOptions.TransposeConvOptions, options),
        new int[] {sketch.integers("shape", 1, 8, 8, 2), sketch.weights("kernel", 2, 3, 3, 8), x},
        sketch.activation("y", 1, 8, 8, 2));

    assertThat(operators(sketch)).containsExactly("transposed conv 3x3 s2");
    assertThat(read(sketch).graph().macs()).isEqualTo(16 * 9 * 8 * 2);
  }

  @Test
  void whatIsLeftOutOfOptionsIsAtItsDefault() {
    ModelSketch sketch = new ModelSketch();
    int a = sketch.activation("a", 1, 4, 4, 8);
    sketch.operator(
        BuiltinOperator.ADD, null, new int[] {a, a}, sketch.activation("sum", 1, 4, 4, 8));

    assertThat(operators(sketch)).containsExactly("add");
  }

  @Test
  void brokenBatchesAndDynamicShapesAreRefused() {
    ModelSketch batch = ModelSketch.convolutionAndPooling();
    batch.tensor(0).setShape(new int[] {4, 8, 8, 3});
    refused(batch.file())
        .withMessage(
            "tensor conv/Relu6 [1, 4, 4, 8]: its first extent is no multiple of the 4 images of the inputs");

    ModelSketch dynamic = ModelSketch.convolutionAndPooling();
    dynamic.tensor(0).setShapeSignature(new int[] {-1, -1, -1, 3});
    refused(dynamic.file())
        .withMessage(
            "the input image has a dynamic shape; export the network with a fixed height and width");
    dynamic.tensor(0).setShapeSignature(new int[] {-1, 8, 8, 3});
    assertThat(read(dynamic).graph().macs()).isEqualTo(3456);
  }

  @Test
  void aCycleIsRefused() {
    ModelSketch sketch = ModelSketch.convolutionAndPooling();
    sketch.operator(0).setInputs(new int[] {4, 1, 2});
    refused(sketch.file())
        .withMessage("operator 0 (CONV_2D): it reads pool, which nothing before it makes");
    sketch.operator(0).setInputs(new int[] {3, 1, 2});
    refused(sketch.file())
        .withMessage("operator 0 (CONV_2D): it reads conv/Relu6, which nothing before it makes");
  }

  @Test
  void tensorsThatAreNotThereAreRefused() {
    ModelSketch sketch = ModelSketch.convolutionAndPooling();
    refused(sketch.file(sketch.subgraph(new int[] {0}, new int[] {-1})))
        .withMessage("the file is damaged: there is no tensor -1 among 5");
    refused(sketch.file(sketch.subgraph(new int[] {7}, new int[] {4})))
        .withMessage("the file is damaged: there is no tensor 7 among 5");
    sketch.operator(0).setInputs(new int[] {0, 99, 2});
    refused(sketch.file()).withMessage("the file is damaged: there is no tensor 99 among 5");
  }

  @Test
  void shapesThatContradictTheOperatorsAreRefused() {
    ModelSketch sketch = ModelSketch.convolutionAndPooling();
    sketch.tensor(3).setShape(new int[] {1, 5, 5, 8});
    refused(sketch.file())
        .withMessage(
            "layer conv/Relu6: the file declares 5x5x8, its inputs and options make 4x4x8");
  }

  @Test
  void aTensorThatItsBufferCannotHoldIsRefused() {
    ModelSketch weights = ModelSketch.convolutionAndPooling();
    weights.tensor(1).setShape(new int[] {1024, 32, 32, 1024});
    refused(weights.file())
        .withMessage(
            "tensor conv/kernel [1024, 32, 32, 1024]: that is 1073741824 bytes of INT8, but its buffer holds 216");
    weights.tensor(1).setShape(new int[] {1 << 30, 1 << 30, 1 << 30, 1 << 30});
    refused(weights.file()).withMessageContaining("but its buffer holds 216");
  }

  @Test
  void aGigabyteOfActivationsIsRefused() {
    ModelSketch sketch = ModelSketch.convolutionAndPooling();
    sketch.tensor(0).setShape(new int[] {1, 32768, 32768, 1});
    refused(sketch.file())
        .withMessage(
            "tensor image [1, 32768, 32768, 1]: an activation has at most 268435456 elements");
    sketch.tensor(0).setShape(new int[] {1, Integer.MAX_VALUE, Integer.MAX_VALUE, 3});
    refused(sketch.file()).withMessageContaining("height = 2147483647: a tensor extent is 1 to");
  }

  @Test
  void aCompiledFileIsRefusedWithAWayOut() {
    ModelSketch sketch = new ModelSketch();
    int x = sketch.activation("x", 1, 8);
    sketch.custom("edgetpu-custom-op", new int[] {x}, sketch.activation("y", 1, 8));
    refused(sketch.file())
        .withMessage(
            "it is already compiled for the Edge TPU; give the network it was compiled from");
  }

  @Test
  void whatIsNoFlatbufferIsRefused() {
    refused(ByteBuffer.allocate(0)).withMessageContaining("it has 0 of the 8 bytes");
    refused(ByteBuffer.wrap(new byte[100])).withMessageContaining("this is not a TFLite file");
    ByteBuffer cut = ModelSketch.convolutionAndPooling().file();
    refused(ByteBuffer.wrap(cut.array(), 0, 60)).withMessageStartingWith("the file is damaged");
  }

  @Test
  void filesAreReadByPathAndErrorsNameThem(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tiny.tflite");
    Files.write(file, ModelSketch.convolutionAndPooling().file().array());
    assertThat(TfliteReader.read(file).graph().name()).isEqualTo("tiny");
    Path text = Files.writeString(folder.resolve("text.tflite"), "not a network at all");
    assertThatExceptionOfType(TfliteException.class)
        .isThrownBy(() -> TfliteReader.read(text))
        .withMessageContaining("text.tflite: the file is damaged: bytes 4 to 7 are not TFL3");
    assertThatExceptionOfType(TfliteException.class)
        .isThrownBy(() -> TfliteReader.read(folder.resolve("missing.tflite")))
        .withMessageEndingWith("missing.tflite: there is no such file");
  }

  private static void add(ModelSketch sketch, int a, int b, int sum) {
    sketch.operator(
        BuiltinOperator.ADD,
        ModelSketch.union(BuiltinOptions.AddOptions, new AddOptionsT()),
        new int[] {a, b},
        sum);
  }

  /** Paddings of height and width for four dimensions, as little-endian integers. */
  private static int[] pads(int top, int bottom, int left, int right) {
    int[] bytes = new int[32];
    bytes[8] = top;
    bytes[12] = bottom;
    bytes[16] = left;
    bytes[20] = right;
    return bytes;
  }

  private static TfliteNetwork read(ModelSketch sketch) {
    return TfliteReader.read("sketch", sketch.file());
  }

  private static List<String> operators(ModelSketch sketch) {
    return read(sketch).graph().nodes().stream().skip(1).map(n -> n.layer().operator()).toList();
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<TfliteException> refused(
      ByteBuffer file) {
    return assertThatExceptionOfType(TfliteException.class)
        .isThrownBy(() -> TfliteReader.read("sketch", file));
  }
}
