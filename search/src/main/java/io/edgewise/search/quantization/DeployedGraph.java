package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites a lowered network into the operators that an int8 file has:
 *
 * <ul>
 *   <li>a dense layer becomes a 1x1 convolution, so that its weights too have a scale a channel;
 *   <li>the outputs of the classifier lose their two extents of 1.
 * </ul>
 *
 * <p>Every other layer keeps its name and its place.
 */
public final class DeployedGraph {

  /** A head is what comes last in a file. */
  public enum Head {
    /** Class probabilities. */
    SOFTMAX,
    /** The classifier's outputs as they are. */
    LOGITS
  }

  private final LayerGraph.Builder rewritten;
  private final Map<Integer, Integer> indices = new HashMap<>();

  private DeployedGraph(LayerGraph graph) {
    this.rewritten = LayerGraph.builder(graph.name(), graph.input());
  }

  /**
   * Rewrites a network.
   *
   * @throws IllegalArgumentException if a layer has no int8 operator
   */
  public static LayerGraph of(LayerGraph graph, Head head) {
    DeployedGraph deployed = new DeployedGraph(graph);
    deployed.indices.put(0, 0);
    int last = 0;
    List<Node> nodes = withoutSoftmax(graph.nodes());
    for (Node node : nodes.subList(1, nodes.size())) {
      last = deployed.rewrite(node);
      deployed.indices.put(node.index(), last);
    }
    TensorShape classes = deployed.rewritten.shape(last);
    if (classes.positions() > 1) {
      throw new IllegalArgumentException(
          "network " + graph.name() + " ends in " + classes + ": allowed is one value a class");
    }
    String classifier = nodes.get(nodes.size() - 1).name();
    int logits = deployed.rewritten.add(classifier + ".flat", new Layer.Reshape(classes), last);
    if (head == Head.SOFTMAX) {
      deployed.rewritten.add(classifier + ".softmax", new Layer.Softmax(), logits);
    }
    LayerGraph result = deployed.rewritten.build();
    DeployableLayers.requireDeployable(result);
    return result;
  }

  /** A reference network ends in a softmax of its own; whether a file has one is the head's say. */
  private static List<Node> withoutSoftmax(List<Node> nodes) {
    int last = nodes.size() - 1;
    return nodes.get(last).layer() instanceof Layer.Softmax ? nodes.subList(0, last) : nodes;
  }

  /**
   * Tells whether a node's output has lost its two extents of 1: the classifier's outputs, once a
   * reshape has made a vector of them.
   */
  public static boolean isVector(LayerGraph graph, Node node) {
    if (node.layer() instanceof Layer.Softmax) {
      return isVector(graph, graph.nodes().get(node.inputs().get(0)));
    }
    return node.layer() instanceof Layer.Reshape
        && node.output().positions() == 1
        && graph.nodes().stream()
            .filter(reader -> reader.inputs().contains(node.index()))
            .allMatch(reader -> reader.layer() instanceof Layer.Softmax);
  }

  private int rewrite(Node node) {
    int[] inputs =
        node.inputs().stream().mapToInt(index -> indices.getOrDefault(index, 0)).toArray();
    if (node.layer() instanceof Layer.FullyConnected dense) {
      return dense(node.name(), dense, node.inputShapes().get(0), inputs);
    }
    return rewritten.add(node.name(), node.layer(), inputs);
  }

  private int dense(String name, Layer.FullyConnected dense, TensorShape input, int... inputs) {
    if (input.positions() > 1) {
      throw new IllegalArgumentException(
          "layer "
              + name
              + ": a dense layer over "
              + input
              + " has no 1x1 convolution; pool first");
    }
    return rewritten.add(
        name,
        new Layer.Convolution(Window.valid(1, 1), dense.outputs(), dense.activation()),
        inputs);
  }
}
