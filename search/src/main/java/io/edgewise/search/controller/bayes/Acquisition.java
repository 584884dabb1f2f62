package io.edgewise.search.controller.bayes;

import java.util.List;

/** An acquisition tells how much a candidate is worth training. */
interface Acquisition {

  /** The places in the pool of the candidates that are looked at closely. */
  List<Integer> shortlist(Surrogate.Belief belief, int count);

  /**
   * The larger, the better.
   *
   * @param candidate place in the pool
   * @param mean of its normal score
   * @param deviation of the same, given what was picked so far
   */
  double score(Surrogate.Belief belief, int candidate, double mean, double deviation);

  /** Told of every pick of the batch. */
  void picked(Surrogate.Belief belief, int candidate, double mean);
}
