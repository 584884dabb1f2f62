package io.edgewise.sim.workload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network as a directed acyclic graph of layers in execution order: the inputs of a node always
 * come before it. Node 0 is the network's input, the last node its output.
 *
 * @param name names the network in reports
 * @param weightScaling how its weights are scaled once it is quantised
 */
public record LayerGraph(String name, List<Node> nodes, WeightScaling weightScaling) {

  /**
   * One layer in its place.
   *
   * @param name unique in the graph
   * @param inputs indices of earlier nodes
   * @param inputShapes the shapes of these inputs, in the same order
   */
  public record Node(
      int index,
      String name,
      Layer layer,
      List<Integer> inputs,
      List<TensorShape> inputShapes,
      TensorShape output) {

    public Node {
      inputs = List.copyOf(inputs);
      inputShapes = List.copyOf(inputShapes);
    }

    public long macs() {
      return layer.macs(inputShapes);
    }

    public long parameters() {
      return layer.parameters(inputShapes);
    }
  }

  public LayerGraph {
    nodes = List.copyOf(nodes);
    if (nodes.size() < 2 || !(nodes.get(0).layer() instanceof Layer.Input)) {
      throw new IllegalArgumentException(
          "network " + name + ": a graph is an input and at least one layer");
    }
  }

  /** A network with one scale an output channel, as int8 networks are. */
  public LayerGraph(String name, List<Node> nodes) {
    this(name, nodes, WeightScaling.PER_CHANNEL);
  }

  /** Starts a graph with its input. */
  public static Builder builder(String name, TensorShape input) {
    return new Builder(name, input);
  }

  public TensorShape input() {
    return nodes.get(0).output();
  }

  public TensorShape output() {
    return nodes.get(nodes.size() - 1).output();
  }

  /** Multiply-accumulate operations of one inference. */
  public long macs() {
    return nodes.stream().mapToLong(Node::macs).sum();
  }

  /** Trained parameters, weights and biases. */
  public long parameters() {
    return nodes.stream().mapToLong(Node::parameters).sum();
  }

  /** Collects nodes in execution order and infers their shapes. */
  public static final class Builder {
    /** The index of the network's input, to be used as an input of the first layers. */
    public static final int INPUT = 0;

    private final String name;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private WeightScaling weightScaling = WeightScaling.PER_CHANNEL;

    private Builder(String name, TensorShape input) {
      this.name = name;
      nodes.add(new Node(INPUT, "input", new Layer.Input(input), List.of(), List.of(), input));
      names.add("input");
    }

    /**
     * Appends a layer.
     *
     * @return its index
     * @throws IllegalArgumentException if the name is taken, an input does not exist yet, or the
     *     layer does not take the inputs
     */
    public int add(String layerName, Layer layer, int... inputs) {
      if (!names.add(layerName)) {
        throw new IllegalArgumentException("network " + name + ": two layers named " + layerName);
      }
      List<Integer> indices = new ArrayList<>();
      List<TensorShape> shapes = new ArrayList<>();
      for (int input : inputs) {
        if (input < 0 || input >= nodes.size()) {
          throw new IllegalArgumentException(
              "layer " + layerName + ": input " + input + " does not come before it");
        }
        indices.add(input);
        shapes.add(nodes.get(input).output());
      }
      try {
        nodes.add(new Node(nodes.size(), layerName, layer, indices, shapes, layer.output(shapes)));
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IllegalArgumentException("layer " + layerName + ": " + e.getMessage(), e);
      }
      return nodes.size() - 1;
    }

    /** The shape of an earlier node. */
    public TensorShape shape(int index) {
      return nodes.get(index).output();
    }

    /** States how the weights are scaled; one scale an output channel unless stated. */
    public Builder weightScaling(WeightScaling scaling) {
      this.weightScaling = scaling;
      return this;
    }

    public LayerGraph build() {
      return new LayerGraph(name, nodes, weightScaling);
    }
  }
}
