package io.edgewise.jobs.report;

import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An integer front tells what the networks of a front are worth in int8.
 *
 * @param scores by trial; one that an earlier search trained has none
 */
public record IntegerFront(Map<TrialKey, Score> scores) {

  /**
   * A score of one network.
   *
   * @param accuracy by the search's metric on the validation images, in [0, 1]; null if there is
   *     none
   * @param reason why there is none; empty if there is one
   */
  public record Score(@Nullable Double accuracy, String reason) implements Serializable {

    public static Score of(double accuracy) {
      return new Score(accuracy, "");
    }

    public static Score none(String reason) {
      return new Score(null, reason);
    }
  }

  public IntegerFront {
    scores = Map.copyOf(scores);
  }

  /** The accuracy of a trial's network in int8. */
  Optional<Double> accuracy(Trial trial) {
    return Optional.ofNullable(scores.get(trial.key())).map(Score::accuracy);
  }

  /** A line for each network of the front, in its order. */
  public List<String> lines(List<Trial> front) {
    return front.stream().map(this::line).toList();
  }

  private String line(Trial trial) {
    double floats = 100 * SearchResult.accuracy(trial);
    return accuracy(trial)
        .map(
            integers ->
                String.format(
                    Locale.ROOT,
                    "int8 of %s: %.2f %%, %+.2f points of its proxy in floats",
                    trial.architecture().id(),
                    100 * integers,
                    100 * integers - floats))
        .orElseGet(() -> "int8 of " + trial.architecture().id() + " is not known: " + why(trial));
  }

  private String why(Trial trial) {
    Score score = scores.get(trial.key());
    return score == null ? "an earlier search trained it" : score.reason();
  }
}
