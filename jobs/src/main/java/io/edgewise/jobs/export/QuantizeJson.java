package io.edgewise.jobs.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.quantization.LayerNoise;
import io.edgewise.search.quantization.PostTrainingQuantization.Scored;
import java.util.List;

/**
 * The report of a quantisation as JSON, for programs; decibels of a layer that loses nothing are
 * null.
 */
public final class QuantizeJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private QuantizeJson() {}

  /** One object. */
  public static String of(QuantizeReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("recipe", report.recipe().toString());
    Score.Pair scores = report.scores();
    json.put("held_out_images", scores.floats().images());
    json.put("float_accuracy", scores.floats().accuracy());
    json.put("int8_accuracy", scores.integers().accuracy());
    json.put("changed_classes", scores.integers().images() - scores.integers().same());
    json.put("calibration_images", report.comparedImages());
    steps(report.tried(), json.putArray("steps"));
    layers(report.noise(), json.putArray("layers"));
    ArrayNode worst = json.putArray("worst_layers");
    report.worst().forEach(layer -> worst.add(layer.layer()));
    files(report.files(), json);
    return json.toPrettyString();
  }

  /** The gain of a step is told against the best before it, in images. */
  private static void steps(List<Scored> tried, ArrayNode steps) {
    int best = 0;
    for (Scored scored : tried) {
      ObjectNode step = steps.addObject();
      step.put("recipe", scored.recipe().toString());
      step.put("same_class", scored.score());
      if (steps.size() > 1) {
        step.put("gained", scored.score() - best);
      }
      step.put("taken", scored.taken());
      best = scored.taken() ? scored.score() : best;
    }
  }

  private static void layers(List<LayerNoise> noise, ArrayNode layers) {
    for (LayerNoise layer : noise) {
      ObjectNode node = layers.addObject();
      node.put("layer", layer.layer());
      decibels("snr_alone_db", layer.alone(), node);
      decibels("snr_accumulated_db", layer.accumulated(), node);
    }
  }

  private static void decibels(String key, double value, ObjectNode node) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }

  private static void files(DeviceFilesReport written, ObjectNode json) {
    json.put("folder", written.folder().toString());
    ArrayNode files = json.putArray("files");
    written
        .files()
        .forEach(file -> files.addObject().put("name", file.name()).put("bytes", file.bytes()));
    json.put("operators", written.operators());
    json.put("verified", written.verification().isPresent());
    json.put("good", written.isGood());
  }
}
