package io.edgewise.search.gp;

/**
 * A network here is what the process sees of one.
 *
 * @param spelling its option indices, one a decision; -1 where it never met the decision
 * @param sizes standardised logarithms of its sizes, such as parameters and MACs
 */
public record Network(int[] spelling, double[] sizes) {

  /** s . s' / F. */
  double sizeProduct(Network other) {
    double sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      sum += sizes[i] * other.sizes[i];
    }
    return sum / sizes.length;
  }
}
