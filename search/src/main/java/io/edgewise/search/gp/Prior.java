package io.edgewise.search.gp;

/**
 * A prior is what is expected of a network before any data.
 *
 * @param likeness likeness of two networks
 * @param trend which of a network's sizes its worth is expected to rise with
 * @param slope normal score a unit of that size, that is a standard deviation of its logarithm
 */
public record Prior(Likeness likeness, int trend, double slope) {

  /** The expected normal score. */
  double mean(Network network) {
    return slope * network.sizes()[trend];
  }

  double likeness(Network a, Network b) {
    return likeness.of(a.spelling(), b.spelling());
  }
}
