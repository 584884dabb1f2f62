package io.edgewise.jobs.nightly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network and what it is worth on the full training task.
 *
 * @param architecture its id
 * @param search that found it
 * @param trial of that search, generation/candidate
 * @param task what it was trained on, in one hash
 * @param accuracy of the full training in [0, 1]; empty if that came to nothing
 * @param reward at that accuracy; empty likewise
 * @param latencyMillis simulated
 * @param detail why there is no accuracy; empty if there is one
 */
public record Finalist(
    String architecture,
    String search,
    String trial,
    String task,
    Optional<Double> accuracy,
    Optional<Double> reward,
    double latencyMillis,
    String detail) {

  void write(ObjectNode json) {
    json.put("architecture", architecture)
        .put("search", search)
        .put("trial", trial)
        .put("task", task)
        .put("latency_ms", latencyMillis);
    accuracy.ifPresent(value -> json.put("accuracy", value));
    reward.ifPresent(value -> json.put("reward", value));
    if (!detail.isEmpty()) {
      json.put("detail", detail);
    }
  }

  /** Everything that a night's report tells of the full task. */
  public static List<Finalist> all(JsonNode report) {
    List<Finalist> finalists = new ArrayList<>();
    report.path("full_training").forEach(json -> finalists.add(read(json)));
    return finalists;
  }

  static Finalist read(JsonNode json) {
    return new Finalist(
        json.path("architecture").asText(),
        json.path("search").asText(),
        json.path("trial").asText(),
        json.path("task").asText(),
        number(json.path("accuracy")),
        number(json.path("reward")),
        json.path("latency_ms").asDouble(),
        json.path("detail").asText());
  }

  private static Optional<Double> number(JsonNode json) {
    return json.isNumber() ? Optional.of(json.asDouble()) : Optional.empty();
  }
}
