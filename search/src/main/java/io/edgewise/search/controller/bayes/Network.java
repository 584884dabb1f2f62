package io.edgewise.search.controller.bayes;

/**
 * What the surrogate sees of a network.
 *
 * @param spelling its option indices
 * @param sizes standardised logarithms of parameters and MACs of what is trained, and of the
 *     latency of what is deployed
 */
record Network(int[] spelling, double[] sizes) {

  /** The cheap prior: the mean of its standardised log parameters and log MACs. */
  double size() {
    return (sizes[0] + sizes[1]) / 2;
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
