package io.edgewise.jobs.explain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * A search explanation says which decisions the networks of a search depend on.
 *
 * @param search its id
 * @param networks that were trained to the end, each once
 * @param learned how many of them the forests learned from
 * @param decisions that any of these met
 * @param varied those of which not all took the same option; only of these anything can be said
 * @param targets accuracy, latency and reward
 */
public record SearchExplanation(
    String search,
    int networks,
    int learned,
    int decisions,
    int varied,
    List<Explanation> targets) {

  public SearchExplanation {
    targets = List.copyOf(targets);
  }

  /** Returns whether anything is said of any target. */
  @JsonIgnore
  public boolean isTold() {
    return targets.stream().anyMatch(Explanation::told);
  }
}
