package io.edgewise.jobs.explain;

import java.util.List;

/**
 * A search explanation says which decisions the networks of a search depend on.
 *
 * @param search its id
 * @param networks that were trained to the end, each once
 * @param decisions that any of them met
 * @param varied those of which not all took the same option; only of these anything can be said
 * @param targets accuracy, latency and reward
 */
public record SearchExplanation(
    String search, int networks, int decisions, int varied, List<Explanation> targets) {

  public SearchExplanation {
    targets = List.copyOf(targets);
  }
}
