package io.edgewise.jobs.explain;

import java.util.List;

/**
 * An influence is what a decision has to do with a target.
 *
 * @param share by how much the squared error of the predictions rises when the decision's options
 *     are dealt out anew among the networks that meet it, as a share of the target's variance
 *     (permutation importance, Breiman, Machine Learning 45, 2001, section 10)
 * @param standardError of the share, over the networks
 * @param effects one an option, in the order of the options
 */
public record Influence(String decision, double share, double standardError, List<Effect> effects) {

  public Influence {
    effects = List.copyOf(effects);
  }

  /**
   * An effect is what is predicted, on average over the networks that meet a decision, if each took
   * this option and kept its others (partial dependence, Friedman, Annals of Statistics 29, 2001,
   * section 8.2).
   *
   * @param value in the target's unit
   * @param networks how many took the option
   */
  public record Effect(String option, double value, int networks) {}
}
