package io.edgewise.search.quantization;

import io.edgewise.sim.workload.LayerGraph;
import java.util.Map;

/**
 * A deployed network with its weights in floats, batch normalisation folded.
 *
 * @param graph the layers, all of them deployable
 * @param filters by the name of their convolution
 */
public record FloatNetwork(LayerGraph graph, Map<String, FloatFilter> filters) {

  /**
   * @throws IllegalArgumentException if a layer cannot be deployed or the filters are not those of
   *     the graph
   */
  public FloatNetwork {
    filters = Map.copyOf(filters);
    DeployableLayers.requireDeployable(graph);
    DeployableLayers.requireFilters(
        graph, filters, FloatFilter::layout, FloatFilter::outputChannels, FloatFilter::weightCount);
  }

  /** The filter of a convolution. */
  public FloatFilter filter(LayerGraph.Node node) {
    return DeployableLayers.find(filters, node);
  }
}
