package io.edgewise.search.quantization;

import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * A network in int8: operators in order, weights, and the scale and zero point of every activation.
 *
 * <p>TensorFlow Lite's rules hold by construction. A convolution, an addition and a multiplication
 * have a quantisation of their own; pools, concatenation, padding and reshape have that of their
 * input; softmax and logistic have 1/256 and -128.
 */
public final class QuantizedNetwork {

  private final LayerGraph graph;
  private final Map<String, QuantizedFilter> filters;
  private final List<Quantization> quantizations;

  /**
   * @param input the quantisation of the image
   * @param outputs the quantisation of each convolution, addition and multiplication, by name
   * @param filters the weights of each convolution, by name
   * @throws IllegalArgumentException if a layer cannot be deployed, has no weights or no scale, or
   *     a concatenation joins different scales
   */
  public QuantizedNetwork(
      LayerGraph graph,
      Quantization input,
      Map<String, Quantization> outputs,
      Map<String, QuantizedFilter> filters) {
    DeployableLayers.requireDeployable(graph);
    DeployableLayers.requireFilters(
        graph,
        filters,
        QuantizedFilter::layout,
        QuantizedFilter::outputChannels,
        filter -> filter.outputChannels() * filter.weightsOfChannel());
    this.graph = graph;
    this.filters = Map.copyOf(filters);
    this.quantizations = derive(graph, input, outputs);
  }

  private QuantizedNetwork(
      LayerGraph graph, Map<String, QuantizedFilter> filters, List<Quantization> quantizations) {
    this.graph = graph;
    this.filters = Map.copyOf(filters);
    this.quantizations = quantizations;
  }

  private static List<Quantization> derive(
      LayerGraph graph, Quantization input, Map<String, Quantization> outputs) {
    Map<Integer, Quantization> known = new HashMap<>(Map.of(0, input));
    TreeSet<String> surplus = new TreeSet<>(outputs.keySet());
    for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
      known.put(node.index(), derive(node, known, outputs));
      if (hasOwnQuantization(node)) {
        surplus.remove(node.name());
      }
    }
    if (!surplus.isEmpty()) {
      throw new IllegalArgumentException(
          surplus.first() + " has a scale given, but no layer of that name has one of its own");
    }
    return graph.nodes().stream().map(node -> known.getOrDefault(node.index(), input)).toList();
  }

  private static Quantization derive(
      Node node, Map<Integer, Quantization> known, Map<String, Quantization> outputs) {
    if (DeployableLayers.isProbability(node.layer())) {
      return Quantization.PROBABILITIES;
    }
    if (!DeployableLayers.sharesQuantization(node.layer())) {
      return DeployableLayers.find(outputs, node);
    }
    List<Quantization> ofInputs =
        node.inputs().stream()
            .map(index -> known.getOrDefault(index, Quantization.PIXELS))
            .distinct()
            .toList();
    if (ofInputs.size() > 1) {
      throw new IllegalArgumentException(
          "layer " + node.name() + ": it joins inputs of different scales, " + ofInputs);
    }
    return ofInputs.get(0);
  }

  /** Returns whether a layer's output has a scale that is chosen, not derived. */
  static boolean hasOwnQuantization(Node node) {
    return !DeployableLayers.isProbability(node.layer())
        && !DeployableLayers.sharesQuantization(node.layer())
        && node.index() > 0;
  }

  /** The same network with other weights or biases, on the same scales. */
  QuantizedNetwork withFilters(BiFunction<Node, QuantizedFilter, QuantizedFilter> change) {
    Map<String, QuantizedFilter> changed = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (DeployableLayers.hasFilter(node.layer())) {
        changed.put(node.name(), change.apply(node, filter(node)));
      }
    }
    return new QuantizedNetwork(graph, changed, quantizations);
  }

  /** The same network with the biases of another. */
  QuantizedNetwork withBiases(FloatNetwork floats) {
    return withFilters(
        (node, filter) ->
            filter.withBiases(floats.filter(node), quantization(node.inputs().get(0)).scale()));
  }

  public LayerGraph graph() {
    return graph;
  }

  /** The quantisation of a node's output. */
  public Quantization quantization(int node) {
    return quantizations.get(node);
  }

  /**
   * The weights of a convolution.
   *
   * @throws IllegalArgumentException if the node is none
   */
  public QuantizedFilter filter(Node node) {
    return DeployableLayers.find(filters, node);
  }
}
