package io.edgewise.search.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.DeployedGraph.Head;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.MinMaxCalibration;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.search.quantization.Quantizer;
import io.edgewise.search.quantization.RandomFilters;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.PoolingKind;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;

/** A written file is read with the format's own messages. */
class OnnxWriterTest {

  /** A strided convolution of a 6x6 image, a depthwise one, the classifier. */
  private static FloatNetwork network() {
    LayerGraph.Builder graph = LayerGraph.builder("small", new TensorShape(6, 6, 3));
    int a = graph.add("a", new Layer.Convolution(Window.same(3, 2), 4, Activation.RELU6), 0);
    int b =
        graph.add("b", new Layer.DepthwiseConvolution(Window.same(5, 1), 1, Activation.NONE), a);
    int pool = graph.add("pool", new Layer.GlobalPooling(PoolingKind.AVERAGE), b);
    graph.add("classes", new Layer.FullyConnected(2, Activation.NONE), pool);
    return RandomFilters.draw(DeployedGraph.of(graph.build(), Head.SOFTMAX), 5);
  }

  private static QuantizedNetwork quantized() {
    float[] image = new float[108];
    for (int i = 0; i < image.length; i++) {
      image[i] = (i % 17 - 8) / 8f;
    }
    return Quantizer.quantize(network(), MinMaxCalibration.ranges(network(), List.of(image)));
  }

  @Test
  void aFileInFloatsHasTheOperatorsOfTheNetwork() throws Exception {
    ModelProto model = ModelProto.parseFrom(OnnxWriter.write(network()));

    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(13);
    assertThat(types(model))
        .containsExactly("Conv", "Clip", "Conv", "GlobalAveragePool", "Conv", "Reshape", "Softmax");
    assertThat(extents(model.getGraph(), true)).containsExactly(1L, 3L, 6L, 6L);
    assertThat(extents(model.getGraph(), false)).containsExactly(1L, 2L);
    assertThat(model.getGraph().getInput(0).getName()).isEqualTo("image");
    assertThat(model.getGraph().getOutput(0).getName()).isEqualTo("classes.softmax");
  }

  /** 3x3 at stride 2 on 6: three outputs, 7 positions, one padded: at the end. 5x5: two and two. */
  @Test
  void whatIsOddOfTheirPaddingComesAtTheEnd() throws Exception {
    GraphProto graph = ModelProto.parseFrom(OnnxWriter.write(network())).getGraph();

    assertThat(attribute(graph.getNode(0), "pads").getIntsList()).containsExactly(0L, 0L, 1L, 1L);
    assertThat(attribute(graph.getNode(2), "pads").getIntsList()).containsExactly(2L, 2L, 2L, 2L);
    assertThat(attribute(graph.getNode(2), "group").getI()).isEqualTo(4);
  }

  /** The filter has output channel, row, column, input channel: ONNX takes the input second. */
  @Test
  void kernelsAreInTheOrderOfOnnx() throws Exception {
    FloatNetwork network = network();
    GraphProto graph = ModelProto.parseFrom(OnnxWriter.write(network)).getGraph();
    TensorProto weights = graph.getInitializer(0);

    assertThat(weights.getName()).isEqualTo("a.weights");
    assertThat(weights.getDimsList()).containsExactly(4L, 3L, 3L, 3L);
    float second =
        weights
            .getRawData()
            .asReadOnlyByteBuffer()
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .getFloat(4);
    assertThat(second).isEqualTo(network.filters().get("a").weight(3));
  }

  @Test
  void aFileInIntegersRoundsWhatEveryOperatorGives() throws Exception {
    ModelProto model = ModelProto.parseFrom(OnnxWriter.write(quantized()));

    List<String> types = types(model);
    assertThat(types.subList(0, 7))
        .containsExactly(
            "QuantizeLinear",
            "DequantizeLinear",
            "DequantizeLinear",
            "DequantizeLinear",
            "Conv",
            "Clip",
            "QuantizeLinear");
    assertThat(types.stream().filter("QuantizeLinear"::equals)).hasSize(7);
    assertThat(model.getGraph().getOutput(0).getName()).isEqualTo("classes.softmax");
  }

  @Test
  void theSameNetworkGivesTheSameBytes() {
    assertThat(OnnxWriter.write(network())).isEqualTo(OnnxWriter.write(network()));
    assertThat(OnnxWriter.write(quantized())).isEqualTo(OnnxWriter.write(quantized()));
  }

  private static List<String> types(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private static List<Long> extents(GraphProto graph, boolean ofInput) {
    return (ofInput ? graph.getInput(0) : graph.getOutput(0))
        .getType().getTensorType().getShape().getDimList().stream()
            .map(dimension -> dimension.getDimValue())
            .toList();
  }

  private static AttributeProto attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(a -> a.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
