package io.edgewise.jobs.report;

import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.tflite.TfliteNetwork;
import io.edgewise.sim.workload.LayerGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A host cost is what the operators of a file cost by the simulator.
 *
 * @param latency the whole network's
 * @param millis the share of each operator that has one, under its number in the file
 */
public record HostCost(LatencyReport latency, Map<Integer, Double> millis) {

  public HostCost {
    millis = Map.copyOf(millis);
  }

  /** Splits a network's latency over the operators of its file. */
  public static HostCost of(TfliteNetwork network, LatencyReport report) {
    Map<String, Integer> operators = new HashMap<>();
    for (LayerGraph.Node node : network.graph().nodes()) {
      operators.put(node.name(), network.operators().get(node.index()));
    }
    Map<Integer, Double> millis = new HashMap<>();
    for (LayerLatency layer : report.layers()) {
      int operator = operators.getOrDefault(layer.name(), TfliteNetwork.NO_OPERATOR);
      if (operator != TfliteNetwork.NO_OPERATOR) {
        millis.merge(operator, layer.millis(), Double::sum);
      }
    }
    return new HostCost(report, millis);
  }

  /** The milliseconds of these operators together. */
  public double millis(List<Integer> operators) {
    return operators.stream().mapToDouble(operator -> millis.getOrDefault(operator, 0.0)).sum();
  }
}
