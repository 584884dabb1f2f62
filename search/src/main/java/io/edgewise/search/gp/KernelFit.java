package io.edgewise.search.gp;

import io.edgewise.search.gp.GaussianProcess.Data;
import io.edgewise.search.gp.GaussianProcess.Pairs;

/**
 * Finds the kernel's parameters of largest posterior density (Rasmussen and Williams 2006, section
 * 5.4.1, with {@link Kernel#logPrior}): from the prior, one parameter after the other is doubled or
 * halved as long as that helps. Coarse on purpose: a factor below two in a variance does not change
 * which networks are chosen.
 */
public final class KernelFit {

  /** A likelihood costs the cube of this many observations; more say little about five numbers. */
  private static final int OBSERVATIONS = 128;

  private static final int SWEEPS = 4;
  private static final double FACTOR = 2;

  private final Prior prior;
  private final Data data;
  private final Pairs pairs;

  private KernelFit(Prior prior, Data data) {
    this.prior = prior;
    this.data = data;
    this.pairs = Pairs.of(prior, data.networks());
  }

  /** The kernel for these observations; {@link Kernel#PRIOR} without any. */
  public static Kernel of(Prior prior, Data data) {
    return new KernelFit(prior, data.thinned(OBSERVATIONS)).climb();
  }

  private Kernel climb() {
    Kernel best = Kernel.PRIOR;
    double density = density(best);
    boolean improved = data.scores().length > 0;
    for (int sweep = 0; sweep < SWEEPS && improved; sweep++) {
      improved = false;
      for (int parameter = 0; parameter < Kernel.parameters(); parameter++) {
        for (double factor : new double[] {FACTOR, 1 / FACTOR}) {
          Kernel candidate = best.scaled(parameter, factor);
          double candidateDensity = density(candidate);
          if (candidateDensity > density + 1e-9) {
            best = candidate;
            density = candidateDensity;
            improved = true;
          }
        }
      }
    }
    return best;
  }

  private double density(Kernel kernel) {
    return GaussianProcess.fit(prior, kernel, data, pairs).logLikelihood() + kernel.logPrior();
  }
}
