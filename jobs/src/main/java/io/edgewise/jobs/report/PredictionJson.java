package io.edgewise.jobs.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.prediction.NarrowedStages;
import io.edgewise.jobs.prediction.Prediction;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.accelerator.Chip;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.accelerator.Uncertainty.Interval;
import io.edgewise.sim.placement.Judgement;
import java.util.List;

/**
 * Latency reports as JSON, with the names that the history and measurement tables use; a metric
 * that is not known has no key. Numbers that are not whole are rounded to twelve digits.
 */
public final class PredictionJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PredictionJson() {}

  /** An array of one object a network. */
  public static String of(List<Prediction> predictions) {
    ArrayNode array = MAPPER.createArrayNode();
    for (Prediction prediction : predictions) {
      put(prediction, array.addObject());
    }
    return array.toPrettyString();
  }

  private static void put(Prediction prediction, ObjectNode network) {
    LatencyReport report = prediction.report();
    Chip chip = prediction.accelerator().chip();
    network.put("network", report.network());
    network.put("accelerator", prediction.accelerator().name());
    network.put("images", prediction.images());
    network.put("once_quantised", prediction.isFloat());
    put(report.metrics(), network);
    Uncertainty uncertainty = prediction.accelerator().uncertainty();
    if (uncertainty.isKnown()) {
      put(
          uncertainty.around(report.latencyMillis(), Uncertainty.LARGEST),
          network.putObject("latency_interval_ms"));
    }
    network.put("bottleneck", report.bottleneck().label());
    ObjectNode parts = network.putObject("breakdown_ms");
    for (Bottleneck part : Bottleneck.values()) {
      parts.put(part.label(), Decimals.rounded(report.breakdown().of(part)));
    }
    ArrayNode layers = network.putArray("layers");
    report.layers().forEach(layer -> put(layer, chip, layers.addObject()));
    if (!prediction.variants().isEmpty()) {
      ArrayNode variants = network.putArray("what_if");
      for (Prediction.Variant variant : prediction.variants()) {
        put(variant.report().metrics(), variants.addObject().put("change", variant.change()));
      }
    }
    prediction.narrowed().ifPresent(stages -> put(stages, network.putObject("would_fit")));
  }

  private static void put(Interval interval, ObjectNode node) {
    node.put("low", Decimals.rounded(interval.low()));
    node.put("high", Decimals.rounded(interval.high()));
    node.put("confidence", interval.confidence());
  }

  private static void put(NarrowedStages narrowed, ObjectNode node) {
    ArrayNode stages = node.putArray("stages");
    narrowed.stages().forEach(stages::add);
    node.put("parameter_bytes", narrowed.bytes());
    node.put("width", narrowed.width());
    put(narrowed.report().metrics(), node.putObject("simulated"));
  }

  private static void put(Metrics metrics, ObjectNode node) {
    for (Metric metric : Metric.values()) {
      metric
          .known(metrics)
          .ifPresent(value -> node.set(metric.column(), MAPPER.valueToTree(number(value))));
    }
  }

  private static Number number(Number value) {
    return value instanceof Double real ? Decimals.rounded(real) : value;
  }

  private static void put(LayerLatency layer, Chip chip, ObjectNode node) {
    node.put("name", layer.name());
    node.put("operator", layer.operator());
    node.put("latency_ms", Decimals.rounded(layer.millis()));
    node.put("cycles", layer.cycles());
    node.put("macs", layer.macs());
    node.put("utilisation", Decimals.rounded(LayersText.utilisation(layer, chip)));
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
