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
    return write(new FloatNumbers(network), last(network.graph()));
  }

  /** The same file, but that it gives the output of every node, in order, the image left out. */
  public static byte[] writeObserved(FloatNetwork network) {
    List<Node> nodes = network.graph().nodes();
    return write(new FloatNumbers(network), nodes.subList(1, nodes.size()));
  }

  /**
   * The bytes of a file in 8-bit integers: QuantizeLinear and DequantizeLinear around every
   * operator, with exactly the scales of the network; its integers and zero points are shifted by
   * 128, so that they are unsigned.
   */
  public static byte[] write(QuantizedNetwork network) {
    return write(new QuantizedNumbers(network), last(network.graph()));
  }

  private static List<Node> last(LayerGraph graph) {
    return List.of(graph.nodes().get(graph.nodes().size() - 1));
  }

  private static byte[] write(Numbers numbers, List<Node> outputs) {
    OnnxModel model = new OnnxModel();
    OnnxOperators operators = new OnnxOperators(numbers, model);
    LayerGraph graph = numbers.graph();
    operators.enter(IMAGE);
    graph.nodes().subList(1, graph.nodes().size()).forEach(operators::write);
    outputs.forEach(node -> model.output(node.name(), shape(graph, node)));
    return model.finish(graph.name(), IMAGE, graph.input());
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
