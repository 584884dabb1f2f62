package io.edgewise.search.quantization;

import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Weights for a network that has none, so that its file can be written, loaded and timed: normal
 * with variance 2 over the weights of a channel (arXiv 1502.01852, equation 10), which keeps
 * activations within a range.
 */
public final class RandomFilters {

  private static final double BIAS_DEVIATION = 0.1;

  private RandomFilters() {}

  /** The network with random weights; the same for the same seed. */
  public static FloatNetwork draw(LayerGraph graph, long seed) {
    Random random = new Random(seed);
    Map<String, FloatFilter> filters = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (DeployableLayers.hasFilter(node.layer())) {
        filters.put(node.name(), draw(node, random));
      }
    }
    return new FloatNetwork(graph, filters);
  }

  private static FloatFilter draw(Node node, Random random) {
    int channels = node.output().channels();
    float[] weights = new float[Math.toIntExact(node.parameters() - channels)];
    double deviation = Math.sqrt(2.0 * channels / weights.length);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * deviation);
    }
    float[] bias = new float[channels];
    for (int c = 0; c < channels; c++) {
      bias[c] = (float) (random.nextGaussian() * BIAS_DEVIATION);
    }
    return new FloatFilter(DeployableLayers.layout(node.layer()), weights, bias);
  }
}
