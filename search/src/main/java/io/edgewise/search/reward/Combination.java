package io.edgewise.search.reward;

/** A combination makes one number of the rewards on several accelerators. */
public enum Combination {
  /**
   * Each accelerator has its own front, and a network serves those whose limits it keeps. The one
   * number, where one is needed, is the best of the rewards there.
   */
  EACH,
  /** One network is for all: its reward is the lowest of its rewards. */
  WORST,
  /** One network is for all: its reward is the mean of its rewards by the accelerators' weights. */
  WEIGHTED
}
