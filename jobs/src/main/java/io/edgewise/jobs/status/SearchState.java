package io.edgewise.jobs.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.history.Generation;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code status.json} holds.
 *
 * @param generation how many generations are committed
 * @param generations after which the search ends at the latest
 * @param running trainings of the generation under way that have not ended
 * @param counts of the committed generations
 * @param best the best so far
 * @param startedAt when this process began
 * @param updatedAt when this was written; a running search writes at least with every generation
 * @param message why it ended as it did; empty while all is well
 */
public record SearchState(
    String search,
    Phase phase,
    int generation,
    int generations,
    int running,
    Generation.Counts counts,
    Optional<Best> best,
    Instant startedAt,
    Instant updatedAt,
    String host,
    String message) {

  /** How far a search is. */
  public enum Phase {
    /** Under way; if it was not updated for long, its process died. */
    RUNNING,
    /** It came to its last generation. */
    FINISHED,
    /**
     * It ended before its last generation, as it was told to: a budget, a time, convergence, or the
     * end of its process, which is {@code interrupted}.
     */
    STOPPED,
    /** It broke off, or nothing could be trained. */
    FAILED
  }

  /**
   * The measured trial of the highest reward.
   *
   * @param trial generation/candidate
   */
  public record Best(
      String architecture, String trial, double reward, double accuracy, double latencyMillis) {

    static Best of(Trial trial) {
      return new Best(
          trial.architecture().id().hex(),
          trial.key().toString(),
          trial.reward(),
          ((Evaluation.Measured) trial.evaluation()).accuracy(),
          trial.latency().orElseThrow().latencyMillis());
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  String toJson() {
    ObjectNode json =
        JSON.createObjectNode()
            .put("search", search)
            .put("state", phase.name().toLowerCase(Locale.ROOT))
            .put("message", message)
            .put("generation", generation)
            .put("generations", generations)
            .put("running", running);
    json.putObject("trials")
        .put("measured", counts.measured())
        .put("infeasible", counts.infeasible())
        .put("failed", counts.failed())
        .put("repeated", counts.repeated());
    best.ifPresent(
        b ->
            json.putObject("best")
                .put("architecture", b.architecture())
                .put("trial", b.trial())
                .put("reward", b.reward())
                .put("accuracy", b.accuracy())
                .put("latency_ms", b.latencyMillis()));
    json.put("started_at", startedAt.toString())
        .put("updated_at", updatedAt.toString())
        .put("host", host);
    return json.toPrettyString() + "\n";
  }

  /** Empty if the text is no status. */
  static Optional<SearchState> fromJson(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      String name = json.path("state").asText().toUpperCase(Locale.ROOT);
      return Arrays.stream(Phase.values())
          .filter(phase -> phase.name().equals(name))
          .findFirst()
          .map(phase -> read(json, phase));
    } catch (IOException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static SearchState read(JsonNode json, Phase phase) {
    JsonNode trials = json.path("trials");
    JsonNode best = json.path("best");
    return new SearchState(
        json.path("search").asText(),
        phase,
        json.path("generation").asInt(),
        json.path("generations").asInt(),
        json.path("running").asInt(),
        new Generation.Counts(
            0,
            trials.path("infeasible").asInt(),
            trials.path("repeated").asInt(),
            trials.path("measured").asInt(),
            trials.path("failed").asInt()),
        best.isObject()
            ? Optional.of(
                new Best(
                    best.path("architecture").asText(),
                    best.path("trial").asText(),
                    best.path("reward").asDouble(),
                    best.path("accuracy").asDouble(),
                    best.path("latency_ms").asDouble()))
            : Optional.empty(),
        Instant.parse(json.path("started_at").asText()),
        Instant.parse(json.path("updated_at").asText()),
        json.path("host").asText(),
        json.path("message").asText());
  }
}
