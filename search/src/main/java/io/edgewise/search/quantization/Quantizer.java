package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.HashMap;
import java.util.Map;

/** Quantises a network once the ranges of its activations are known. */
public final class Quantizer {

  private final FloatNetwork network;
  private final LayerGraph graph;

  private Quantizer(FloatNetwork network) {
    this.network = network;
    this.graph = network.graph();
  }

  /**
   * Quantises a network. The input is one of pixels; an activation that is joined with others has
   * the range of all of them, so that a concatenation needs no rescaling.
   *
   * @param ranges of the output of each convolution, addition and multiplication, by name
   * @throws IllegalArgumentException if a range is missing, has no extent or is not finite; the
   *     message names the layer
   */
  public static QuantizedNetwork quantize(FloatNetwork network, Map<String, Range> ranges) {
    return new Quantizer(network).quantize(ranges);
  }

  private QuantizedNetwork quantize(Map<String, Range> ranges) {
    Map<String, Quantization> scales = scales(joined(ranges));
    Map<String, QuantizedFilter> filters = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (DeployableLayers.hasFilter(node.layer())) {
        float inputScale = scale(graph.nodes().get(node.inputs().get(0)), scales).scale();
        filters.put(node.name(), QuantizedFilter.of(network.filter(node), inputScale));
      }
    }
    return new QuantizedNetwork(graph, Quantization.PIXELS, scales, filters);
  }

  private Map<String, Quantization> scales(Map<String, Range> ranges) {
    Map<String, Quantization> scales = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (QuantizedNetwork.hasOwnQuantization(node)) {
        Range range = DeployableLayers.find(ranges, node);
        try {
          scales.put(node.name(), Quantization.ofRange(range.min(), range.max()));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("layer " + node.name() + ": " + e.getMessage(), e);
        }
      }
    }
    return scales;
  }

  /** Ranges where whatever meets in a concatenation has one; repeated until nothing changes. */
  private Map<String, Range> joined(Map<String, Range> ranges) {
    Map<String, Range> joined = new HashMap<>(ranges);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Node node : graph.nodes()) {
        if (node.layer() instanceof Layer.Concatenation) {
          changed |= join(node, joined);
        }
      }
    }
    return joined;
  }

  private boolean join(Node concatenation, Map<String, Range> ranges) {
    Range all =
        concatenation.inputs().stream()
            .map(index -> DeployableLayers.find(ranges, source(graph.nodes().get(index))))
            .reduce(Range::union)
            .orElseThrow();
    boolean changed = false;
    for (int index : concatenation.inputs()) {
      changed |= !all.equals(ranges.put(source(graph.nodes().get(index)).name(), all));
    }
    return changed;
  }

  /** The node whose quantisation a node shares: the first before it that has its own. */
  private Node source(Node node) {
    return DeployableLayers.sharesQuantization(node.layer())
        ? source(graph.nodes().get(node.inputs().get(0)))
        : node;
  }

  private Quantization scale(Node node, Map<String, Quantization> scales) {
    Node source = source(node);
    if (source.index() == 0) {
      return Quantization.PIXELS;
    }
    return DeployableLayers.isProbability(source.layer())
        ? Quantization.PROBABILITIES
        : DeployableLayers.find(scales, source);
  }
}
