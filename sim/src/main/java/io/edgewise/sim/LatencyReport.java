package io.edgewise.sim;

import java.io.Serializable;
import java.util.List;

/**
 * One network's latency on one accelerator, batch 1.
 *
 * @param network the graph's name
 * @param metrics what an inference comes to
 * @param bottleneck what the network waits for most
 * @param layers one entry an operator that runs, in execution order (what a compiler folds into its
 *     neighbour has none), between the transfers of input and output, and the host; their times add
 *     up to the latency
 */
public record LatencyReport(
    String network, Metrics metrics, Bottleneck bottleneck, List<LayerLatency> layers)
    implements Serializable {

  public LatencyReport {
    layers = List.copyOf(layers);
  }

  /** The latency of the metrics: what nearly everybody asks a report for. */
  public double latencyMillis() {
    return metrics.latencyMillis();
  }

  /** The latency, split by what was waited for; nothing in a report without layers. */
  public Breakdown breakdown() {
    Breakdown sum = Breakdown.NONE;
    for (LayerLatency layer : layers) {
      sum = sum.plus(layer.time());
    }
    return sum;
  }

  /** The same report without its layers, for where thousands are kept. */
  public LatencyReport withoutLayers() {
    return new LatencyReport(network, metrics, bottleneck, List.of());
  }
}
