package io.edgewise.jobs.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.Metric;
import io.edgewise.sim.placement.Judgement;
import java.util.List;

/**
 * Latency reports as JSON, with the names that the history and measurement tables use; a metric
 * that is not known has no key.
 */
public final class PredictionJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PredictionJson() {}

  /** An array of one object a network. */
  public static String of(List<Prediction> predictions) {
    ArrayNode array = MAPPER.createArrayNode();
    for (Prediction prediction : predictions) {
      LatencyReport report = prediction.report();
      ObjectNode network = array.addObject();
      network.put("network", report.network());
      network.put("images", prediction.images());
      network.put("once_quantised", prediction.isFloat());
      for (Metric metric : Metric.values()) {
        metric
            .known(report.metrics())
            .ifPresent(value -> network.set(metric.column(), MAPPER.valueToTree(value)));
      }
      network.put("bottleneck", report.bottleneck().label());
      ObjectNode parts = network.putObject("breakdown_ms");
      for (Bottleneck part : Bottleneck.values()) {
        parts.put(part.label(), report.breakdown().of(part));
      }
      ArrayNode layers = network.putArray("layers");
      report.layers().forEach(layer -> put(layer, layers.addObject()));
    }
    return array.toPrettyString();
  }

  private static void put(LayerLatency layer, ObjectNode node) {
    node.put("name", layer.name());
    node.put("operator", layer.operator());
    node.put("latency_ms", layer.millis());
    node.put("cycles", layer.cycles());
    node.put("macs", layer.macs());
    node.put("parameter_bytes", layer.parameterBytes());
    node.put("streamed_parameter_bytes", layer.streamedParameterBytes());
    node.put("parameter_fetches", layer.fetches());
    node.put("bottleneck", layer.bottleneck().label());
    Judgement placement = layer.placement();
    node.put("runs_on", placement.place().label());
    if (!placement.reason().isEmpty()) {
      node.put("reason", placement.reason());
      node.put("change", placement.change());
      node.put("source", placement.source());
    }
  }
}
