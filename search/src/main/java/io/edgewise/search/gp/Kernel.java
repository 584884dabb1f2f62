package io.edgewise.search.gp;

/**
 * The covariance of what two networks are worth, in units of the variance of a normal score. With q
 * their {@link Likeness} and s, s' their standardised sizes (F of them):
 *
 * <pre>
 * k = offset + sizes * (s . s') / F + additive * q + joint * exp(-(1 - q) / length)
 * </pre>
 *
 * A linear trend in the cheap sizes, one effect an option, and a term in which decisions act
 * together; an exponential in the Hamming distance is the product of one kernel a decision, hence
 * positive definite.
 *
 * @param noise variance of one training's outcome around the network's worth
 */
public record Kernel(double sizes, double additive, double joint, double length, double noise) {

  static final double OFFSET = 0.3;

  /** The search for the parameters starts at this kernel, and stays there without data. */
  static final Kernel PRIOR = new Kernel(0.2, 0.5, 0.5, 0.35, 0.05);

  private static final int PARAMETERS = 5;

  double of(double likeness, double sizeProduct) {
    return OFFSET
        + sizes * sizeProduct
        + additive * likeness
        + joint * Math.exp((likeness - 1) / length);
  }

  /** The variance before any data, of a network whose size product with itself is given. */
  double variance(double sizeProduct) {
    return of(1, sizeProduct);
  }

  /** The same with one parameter, 0 to 4, multiplied; all stay within sane bounds. */
  Kernel scaled(int parameter, double factor) {
    return switch (parameter) {
      case 0 -> new Kernel(bound(sizes * factor, 1e-3, 4), additive, joint, length, noise);
      case 1 -> new Kernel(sizes, bound(additive * factor, 1e-3, 8), joint, length, noise);
      case 2 -> new Kernel(sizes, additive, bound(joint * factor, 1e-3, 8), length, noise);
      case 3 -> new Kernel(sizes, additive, joint, bound(length * factor, 0.08, 3), noise);
      case 4 -> new Kernel(sizes, additive, joint, length, bound(noise * factor, 3e-3, 1));
      default -> throw new IllegalArgumentException("parameter " + parameter + " of " + PARAMETERS);
    };
  }

  static int parameters() {
    return PARAMETERS;
  }

  /**
   * Log of the prior density of the parameters, up to a constant: each is log-normal around {@link
   * #PRIOR}, so that a handful of trials does not carry them away.
   */
  double logPrior() {
    return -0.5
        * (square(sizes / PRIOR.sizes)
            + square(additive / PRIOR.additive)
            + square(joint / PRIOR.joint)
            + square(length / PRIOR.length)
            + square(noise / PRIOR.noise));
  }

  private static double square(double ratio) {
    double log = Math.log(ratio) / SPREAD;
    return log * log;
  }

  /** Standard deviation of a parameter's logarithm: a factor of about three either way. */
  private static final double SPREAD = 1.2;

  private static double bound(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
