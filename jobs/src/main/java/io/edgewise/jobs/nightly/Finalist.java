package io.edgewise.jobs.nightly;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.TrialKey;
import java.util.Optional;

/**
 * A network and what it is worth on the full training task.
 *
 * @param architecture its id
 * @param search that found it
 * @param trial of that search, generation/candidate
 * @param task what it was trained on, in one hash
 * @param accuracy of the full training in [0, 1]; empty if that came to nothing
 * @param accuracyError standard error of the accuracy; empty without one, and where it is not
 *     known, as in reports of earlier versions
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
    Optional<Double> accuracyError,
    Optional<Double> reward,
    double latencyMillis,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY) String detail) {

  /**
   * Checks what was read from a file.
   *
   * @throws IllegalArgumentException if no search or trial can have such a name
   */
  public Finalist {
    search = new SearchId(search).value();
    trial = TrialKey.parse(trial).toString();
  }

  /** The accuracy with how sure it is; empty if there is none. */
  Optional<Estimate> estimate() {
    return accuracy.map(value -> new Estimate(value, accuracyError.orElse(Double.NaN), Double.NaN));
  }
}
