package io.edgewise.jobs.export;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.workload.LayerGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network block is a row of the table in which a card shows its network.
 *
 * @param name the part of the name that its layers share
 * @param operators in the order in which they run
 * @param output shape that it hands on; empty of what is no layer, as the host
 * @param macs multiply-accumulate operations of an image
 * @param parameterBytes as they lie on the device
 * @param latencyMillis simulated share of the latency
 */
record NetworkBlock(
    String name,
    List<String> operators,
    String output,
    long macs,
    long parameterBytes,
    double latencyMillis) {

  NetworkBlock {
    operators = List.copyOf(operators);
  }

  /** The blocks of a network that was simulated, in the order in which they run. */
  static List<NetworkBlock> of(LayerGraph graph, LatencyReport report) {
    Map<String, String> outputs = new HashMap<>();
    graph.nodes().forEach(node -> outputs.put(node.name(), node.output().toString()));
    Map<String, List<LayerLatency>> byBlock = new LinkedHashMap<>();
    for (LayerLatency layer : report.layers()) {
      byBlock.computeIfAbsent(block(layer.name()), name -> new ArrayList<>()).add(layer);
    }
    List<NetworkBlock> blocks = new ArrayList<>();
    byBlock.forEach((name, layers) -> blocks.add(of(name, layers, outputs)));
    return blocks;
  }

  private static NetworkBlock of(
      String name, List<LayerLatency> layers, Map<String, String> outputs) {
    return new NetworkBlock(
        name,
        layers.stream().map(LayerLatency::operator).toList(),
        outputs.getOrDefault(layers.get(layers.size() - 1).name(), ""),
        layers.stream().mapToLong(LayerLatency::macs).sum(),
        layers.stream().mapToLong(LayerLatency::parameterBytes).sum(),
        layers.stream().mapToDouble(LayerLatency::millis).sum());
  }

  private static String block(String layer) {
    int dot = layer.indexOf('.');
    return dot < 0 ? layer : layer.substring(0, dot);
  }
}
