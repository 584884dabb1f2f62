package io.edgewise.sim.workload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network as a directed acyclic graph of layers in execution order: the inputs of a node always
 * come before it. Node 0 is an input of the network; further {@link Layer.Input} nodes are others.
 *
 * @param name names the network in reports
 * @param outputs indices of the nodes whose results the network gives, at least one, in order
 * @param images images (or rows) that one inference takes, at least 1; shapes are of one of them
 * @param weightScaling how its weights are scaled once it is quantised
 */
public record LayerGraph(
    String name, List<Node> nodes, List<Integer> outputs, int images, WeightScaling weightScaling) {

  /**
   * One layer in its place.
   *
   * @param name unique in the graph
   * @param inputs indices of earlier nodes
   * @param inputShapes the shapes of these inputs, in the same order
   * @param standing what its file says that decides where it runs
   */
  public record Node(
      int index,
      String name,
      Layer layer,
      List<Integer> inputs,
      List<TensorShape> inputShapes,
      TensorShape output,
      Standing standing) {

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
    outputs = List.copyOf(outputs);
    if (nodes.size() < 2 || !(nodes.get(0).layer() instanceof Layer.Input)) {
      throw new IllegalArgumentException(
          "network " + name + ": a graph is an input and at least one layer");
    }
    if (outputs.isEmpty() || images < 1) {
      throw new IllegalArgumentException(
          "network " + name + ": " + outputs.size() + " outputs and " + images + " images");
    }
  }

  /** Starts a graph with its input. */
  public static Builder builder(String name, TensorShape input) {
    return builder(name, input, Standing.QUANTISED);
  }

  /**
   * Starts a graph with its first input.
   *
   * @param standing of the input
   */
  public static Builder builder(String name, TensorShape input, Standing standing) {
    return new Builder(name, input, standing);
  }

  /** The shape of the first input. */
  public TensorShape input() {
    return nodes.get(0).output();
  }

  /** The shape of the last output. */
  public TensorShape output() {
    return nodes.get(outputs.get(outputs.size() - 1)).output();
  }

  /** Multiply-accumulate operations of one image. */
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
    private List<Integer> outputs = List.of();
    private int images = 1;
    private WeightScaling weightScaling = WeightScaling.PER_CHANNEL;

    private Builder(String name, TensorShape input, Standing standing) {
      this.name = name;
      add("input", new Layer.Input(input), standing);
    }

    /**
     * Appends a layer.
     *
     * @return its index
     * @throws IllegalArgumentException if the name is taken, an input does not exist yet, or the
     *     layer does not take the inputs
     */
    public int add(String layerName, Layer layer, int... inputs) {
      return add(layerName, layer, Standing.QUANTISED, inputs);
    }

    /**
     * Appends a layer.
     *
     * @param standing what its file says of it
     * @return its index
     * @throws IllegalArgumentException if the name is taken, an input does not exist yet, or the
     *     layer does not take the inputs
     */
    public int add(String layerName, Layer layer, Standing standing, int... inputs) {
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
        TensorShape output = layer.output(shapes);
        nodes.add(new Node(nodes.size(), layerName, layer, indices, shapes, output, standing));
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IllegalArgumentException("layer " + layerName + ": " + e.getMessage(), e);
      }
      return nodes.size() - 1;
    }

    /**
     * Appends x * sigmoid(x), which no operator takes in: a logistic, {@code NAME.sigmoid}, and a
     * product. It quantises badly.
     *
     * @return the index of the product
     * @throws IllegalArgumentException if a name is taken or the input does not exist yet
     */
    public int swish(String layerName, int input) {
      int gate = add(layerName + ".sigmoid", new Layer.Activate(Activation.SIGMOID), input);
      return add(
          layerName, new Layer.Elementwise(ElementwiseKind.MULTIPLY, Activation.NONE), input, gate);
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

    /** States what the network gives; the last node's result unless stated. */
    public Builder outputs(List<Integer> indices) {
      this.outputs = List.copyOf(indices);
      return this;
    }

    /** States how many images one inference takes; one unless stated. */
    public Builder images(int count) {
      this.images = count;
      return this;
    }

    public LayerGraph build() {
      List<Integer> given = outputs.isEmpty() ? List.of(nodes.size() - 1) : outputs;
      return new LayerGraph(name, nodes, given, images, weightScaling);
    }
  }
}
