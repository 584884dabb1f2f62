package io.edgewise.search.controller.bayes;

import io.edgewise.search.controller.archive.Archive;

/**
 * What the surrogate sees of a network.
 *
 * @param spelling its option indices
 * @param sizes standardised logarithms of parameters and MACs of what is trained, and of the
 *     latency of what is deployed
 */
record Network(int[] spelling, double[] sizes) {

  /**
   * The cheap prior: its standardised log MACs. Parameters are no part of it: on tables they go
   * with the MACs, and what a proxy gains from more of them alone is little.
   */
  double size() {
    return sizes[Archive.MACS];
  }

  /** s . s' / F. */
  double sizeProduct(Network other) {
    double sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      sum += sizes[i] * other.sizes[i];
    }
    return sum / sizes.length;
  }
}
