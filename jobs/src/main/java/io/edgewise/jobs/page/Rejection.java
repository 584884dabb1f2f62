package io.edgewise.jobs.page;

import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rejection is one reason why networks have no accuracy, or only that of a training that was
 * stopped early.
 *
 * @param kind infeasible, failed or stopped early
 * @param count recorded trials; the history records only some of the infeasible
 * @param example what was said of the first of them
 */
record Rejection(String kind, String reason, int count, String example) {

  /** The reasons, most frequent first. */
  static List<Rejection> of(List<Trial> trials) {
    Map<List<String>, Rejection> byReason = new LinkedHashMap<>();
    for (Trial trial : trials) {
      if (trial.repeats().isEmpty()) {
        of(trial.evaluation())
            .ifPresent(one -> byReason.merge(List.of(one.kind, one.reason), one, Rejection::plus));
      }
    }
    List<Rejection> reasons = new ArrayList<>(byReason.values());
    reasons.sort((a, b) -> Integer.compare(b.count, a.count));
    return reasons;
  }

  private Rejection plus(Rejection other) {
    return new Rejection(kind, reason, count + other.count, example);
  }

  private static Optional<Rejection> of(Evaluation evaluation) {
    if (evaluation instanceof Evaluation.Infeasible infeasible) {
      return Optional.of(
          new Rejection("infeasible", infeasible.constraint(), 1, infeasible.detail()));
    }
    if (evaluation instanceof Evaluation.Failed failed) {
      return Optional.of(new Rejection("failed", failed.kind(), 1, failed.detail()));
    }
    return ((Evaluation.Measured) evaluation)
        .stopped()
        .map(early -> new Rejection("stopped early", early.reason(), 1, early.detail()));
  }
}
