package io.edgewise.jobs.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.edgewise.jobs.files.RecordJson;
import io.edgewise.search.history.Generation;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
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
 * @param updatedAt when this was written; a running search writes every ten seconds
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
    /** The search is under way; one that was not updated for a minute has lost its process. */
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

  /** A living process misses no five beats. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** The message of a search whose process was ended or is gone: the same command goes on. */
  static final String INTERRUPTED = "interrupted";

  /**
   * The same as it is now: a search whose process is gone says that it runs, as nobody was left to
   * say more.
   *
   * @param mayBeHeld whether a process may be at work on the search, as its lease says
   */
  public SearchState asOf(Instant now, boolean mayBeHeld) {
    boolean silent = updatedAt.plus(SILENCE).isBefore(now);
    return phase == Phase.RUNNING && (silent || !mayBeHeld)
        ? new SearchState(
            search,
            Phase.STOPPED,
            generation,
            generations,
            0,
            trials,
            best,
            startedAt,
            updatedAt,
            host,
            INTERRUPTED)
        : this;
  }

  /**
   * Returns the state in a few words, such as {@code running, 3 of 10} or {@code interrupted, 3 of
   * 10}.
   */
  public String summary() {
    boolean interrupted = phase == Phase.STOPPED && message.equals(INTERRUPTED);
    String done = String.format(Locale.ROOT, ", %d of %d", generation, generations);
    return (interrupted ? INTERRUPTED : phase.name().toLowerCase(Locale.ROOT))
        + (phase == Phase.FINISHED ? "" : done)
        + (interrupted || message.isEmpty() ? "" : ": " + message);
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
