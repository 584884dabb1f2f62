package io.edgewise.search.export.onnx;

import io.edgewise.search.quantization.DeployedGraph;
import io.edgewise.search.quantization.FloatNetwork;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import java.util.List;

/**
 * Writes a network as an {@code .onnx} file: NCHW, floats of (pixel - 128) / 128 in, static shapes,
 * SAME padding in numbers. The same network gives the same bytes, always.
 */
public final class OnnxWriter {

  /** The name of the input. */
  private static final String IMAGE = "image";

  private OnnxWriter() {}

  /** The bytes of a file in floats, batch normalisation folded. */
  public static byte[] write(FloatNetwork network) {
    return write(new FloatNumbers(network));
  }

  /**
   * The bytes of a file in int8: QuantizeLinear and DequantizeLinear around every operator, with
   * exactly the scales, zero points and integers of the network.
   */
  public static byte[] write(QuantizedNetwork network) {
    return write(new QuantizedNumbers(network));
  }

  private static byte[] write(Numbers numbers) {
    OnnxModel model = new OnnxModel();
    OnnxOperators operators = new OnnxOperators(numbers, model);
    LayerGraph graph = numbers.graph();
    List<Node> nodes = graph.nodes();
    operators.enter(IMAGE);
    nodes.subList(1, nodes.size()).forEach(operators::write);
    Node last = nodes.get(nodes.size() - 1);
    return model.finish(graph.name(), IMAGE, graph.input(), last.name(), shape(graph, last));
  }

  /**
   * The extents of a node's tensor: batch, channels, height, width; batch and channels alone behind
   * the last reshape to one position.
   */
  static long[] shape(LayerGraph graph, Node node) {
    TensorShape shape = node.output();
    return DeployedGraph.isVector(graph, node)
        ? new long[] {1, shape.channels()}
        : new long[] {1, shape.channels(), shape.height(), shape.width()};
  }
}
