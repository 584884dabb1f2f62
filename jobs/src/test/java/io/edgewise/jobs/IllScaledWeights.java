package io.edgewise.jobs;

import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.weights.NamedArray;
import io.edgewise.sim.workload.Activation;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Weights of the same float function that are hard for int8: the output channels of each inner
 * convolution are multiplied by 2^u, u uniform in [-3, 3], and the inputs of the one layer that
 * reads them by the inverse, where the activation between is none or ReLU.
 */
final class IllScaledWeights {

  private static final double OCTAVES = 3;

  private final Map<String, NamedArray> weights;

  private IllScaledWeights(Map<String, NamedArray> weights) {
    this.weights = new LinkedHashMap<>(weights);
  }

  /** The weights of a network, ill-scaled; the same for the same random numbers. */
  static Map<String, NamedArray> of(
      BlockNetwork network, Map<String, NamedArray> weights, SplittableRandom random) {
    IllScaledWeights scaled = new IllScaledWeights(weights);
    LayerGraph graph = Lowering.lower("network", network);
    for (Node first : graph.nodes()) {
      onlyReader(graph, first).ifPresent(second -> scaled.scale(first, second, random));
    }
    return scaled.weights;
  }

  /** The convolution that alone reads a convolution's output, if a scale passes between them. */
  private static Optional<Node> onlyReader(LayerGraph graph, Node first) {
    List<Node> readers =
        graph.nodes().stream().filter(n -> n.inputs().contains(first.index())).toList();
    return isHomogeneous(first.layer()) && readers.size() == 1
        ? Optional.of(readers.get(0)).filter(reader -> isConvolution(reader.layer()))
        : Optional.empty();
  }

  private static boolean isHomogeneous(Layer layer) {
    Activation activation =
        layer instanceof Layer.Convolution c
            ? c.activation()
            : layer instanceof Layer.DepthwiseConvolution d ? d.activation() : Activation.SIGMOID;
    return activation == Activation.NONE || activation == Activation.RELU;
  }

  private static boolean isConvolution(Layer layer) {
    return layer instanceof Layer.Convolution || layer instanceof Layer.DepthwiseConvolution;
  }

  /** Scales by the normalisation; of a depthwise kernel the channel is the outermost extent. */
  private void scale(Node first, Node second, SplittableRandom random) {
    double[] factors =
        random
            .doubles(first.output().channels(), -OCTAVES, OCTAVES)
            .map(u -> Math.pow(2, u))
            .toArray();
    String kernel = second.name() + ".conv.weight";
    boolean depthwise = second.layer() instanceof Layer.DepthwiseConvolution;
    for (String name : List.of(first.name() + ".bn.weight", first.name() + ".bn.bias")) {
      weights.computeIfPresent(name, (n, array) -> times(array, i -> factors[i]));
    }
    weights.computeIfPresent(
        kernel,
        (n, array) -> {
          int positions = array.values().length / factors.length;
          return times(array, i -> 1 / factors[depthwise ? i / positions : i % factors.length]);
        });
  }

  private static NamedArray times(NamedArray array, IntToDoubleFunction factor) {
    float[] values = array.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factor.applyAsDouble(i));
    }
    return new NamedArray(array.shape(), values);
  }
}
