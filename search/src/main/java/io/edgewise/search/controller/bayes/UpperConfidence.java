package io.edgewise.search.controller.bayes;

import java.util.List;

/**
 * GP-UCB (Srinivas et al., arXiv 0912.3995): mean + exploration * deviation.
 *
 * @param exploration 0 or more
 */
record UpperConfidence(double exploration) implements Acquisition {

  @Override
  public List<Integer> shortlist(Surrogate.Belief belief, int count) {
    return Surrogate.largest(belief.means(), count);
  }

  @Override
  public double score(Surrogate.Belief belief, int candidate, double mean, double deviation) {
    return mean + exploration * deviation;
  }

  @Override
  public void picked(Surrogate.Belief belief, int candidate, double mean) {}
}
