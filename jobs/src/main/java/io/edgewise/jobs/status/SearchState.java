package io.edgewise.jobs.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.edgewise.jobs.files.RecordJson;
import io.edgewise.search.history.Generation;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.time.Instant;
import java.util.Optional;

/**
 * A state is what {@code status.json} holds.
 *
 * @param generation how many generations are committed
 * @param generations after which the search ends at the latest
 * @param running trainings of the generation under way that have not ended
 * @param trials of the committed generations
 * @param best the best so far
 * @param startedAt when this process began
 * @param updatedAt when this was written; a running search writes at least with every generation
 * @param message why it ended as it did; empty while all is well
 */
@JsonPropertyOrder({"search", "state", "message"})
public record SearchState(
    String search,
    @JsonProperty("state") Phase phase,
    int generation,
    int generations,
    int running,
    Trials trials,
    Optional<Best> best,
    Instant startedAt,
    Instant updatedAt,
    String host,
    String message) {

  /** A phase says how far a search is. */
  public enum Phase {
    /** The search is under way; if it was not updated for long, its process died. */
    @JsonProperty("running")
    RUNNING,
    /** It came to its last generation. */
    @JsonProperty("finished")
    FINISHED,
    /**
     * It ended before its last generation, as it was told to: a budget, a time, convergence, or the
     * end of its process, which is {@code interrupted}.
     */
    @JsonProperty("stopped")
    STOPPED,
    /** It broke off, or nothing could be trained. */
    @JsonProperty("failed")
    FAILED
  }

  /** These counts say how many trials came to what. */
  public record Trials(int measured, int infeasible, int failed, int repeated) {

    static Trials of(Generation.Counts counts) {
      return new Trials(counts.measured(), counts.infeasible(), counts.failed(), counts.repeated());
    }
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

  String toJson() {
    return RecordJson.write(this);
  }

  /** Empty if the text is no status. */
  static Optional<SearchState> fromJson(String text) {
    try {
      return Optional.of(RecordJson.read(text, SearchState.class));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
