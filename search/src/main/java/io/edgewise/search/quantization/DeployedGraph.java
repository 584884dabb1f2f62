package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.ElementwiseKind;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Rewrites a lowered network into the operators that an int8 file has:
 *
 * <ul>
 *   <li>a dense layer becomes a 1x1 convolution, so that its weights too have a scale a channel;
 *   <li>a logistic within a convolution becomes an operator of its own, and swish a logistic and a
 *       multiplication;
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
    for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
      last = deployed.rewrite(node);
      deployed.indices.put(node.index(), last);
    }
    TensorShape classes = deployed.rewritten.shape(last);
    if (classes.positions() > 1) {
      throw new IllegalArgumentException(
          "network " + graph.name() + " ends in " + classes + ": allowed is one value a class");
    }
    String classifier = graph.nodes().get(graph.nodes().size() - 1).name();
    int logits = deployed.rewritten.add(classifier + ".flat", new Layer.Reshape(classes), last);
    if (head == Head.SOFTMAX) {
      deployed.rewritten.add(classifier + ".softmax", new Layer.Softmax(), logits);
    }
    LayerGraph result = deployed.rewritten.build();
    DeployableLayers.requireDeployable(result);
    return result;
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
    if (node.layer() instanceof Layer.Activate activate) {
      return activate(node.name(), activate.activation(), inputs[0]);
    }
    if (DeployableLayers.hasFilter(node.layer())) {
      return convolution(node, inputs[0]);
    }
    return rewritten.add(node.name(), node.layer(), inputs);
  }

  private int convolution(Node node, int input) {
    Activation activation = DeployableLayers.activation(node.layer());
    if (activation.isClamp()) {
      return rewritten.add(node.name(), node.layer(), input);
    }
    int sums = rewritten.add(node.name(), withoutActivation(node.layer()), input);
    return activate(
        node.name() + "." + activation.name().toLowerCase(Locale.ROOT), activation, sums);
  }

  private static Layer withoutActivation(Layer layer) {
    return layer instanceof Layer.DepthwiseConvolution depthwise
        ? new Layer.DepthwiseConvolution(
            depthwise.window(), depthwise.multiplier(), Activation.NONE)
        : new Layer.Convolution(
            DeployableLayers.window(layer),
            ((Layer.Convolution) layer).outputChannels(),
            Activation.NONE);
  }

  private int activate(String name, Activation activation, int input) {
    if (activation != Activation.SWISH) {
      return rewritten.add(name, new Layer.Activate(activation), input);
    }
    int gate = rewritten.add(name + ".sigmoid", new Layer.Activate(Activation.SIGMOID), input);
    return rewritten.add(
        name, new Layer.Elementwise(ElementwiseKind.MULTIPLY, Activation.NONE), input, gate);
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
