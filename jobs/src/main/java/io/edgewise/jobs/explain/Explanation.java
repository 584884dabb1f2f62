package io.edgewise.jobs.explain;

import java.util.List;

/**
 * An explanation says which decisions a target depends on.
 *
 * @param explained the out-of-bag R2: the share of the target's variance over the networks that
 *     predictions by trees explain which did not see the network; 0 or less if none
 * @param told whether that is more than chance comes to: where it is not, nothing is said of single
 *     decisions
 * @param influences the decisions that matter, the strongest first; none if nothing is told
 */
public record Explanation(
    Target target, double explained, boolean told, List<Influence> influences) {

  public Explanation {
    influences = List.copyOf(influences);
  }
}
