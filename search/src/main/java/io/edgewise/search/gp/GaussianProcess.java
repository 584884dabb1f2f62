package io.edgewise.search.gp;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * Gaussian-process regression (Rasmussen and Williams 2006, algorithm 2.1) on normal scores, with
 * the mean of a {@link Prior}, which holds until the data says otherwise.
 */
public final class GaussianProcess {

  private final Prior prior;
  private final Kernel kernel;
  private final List<Network> networks;
  private final double[] cholesky;
  private final double[] weights;
  private final double logLikelihood;

  private GaussianProcess(Prior prior, Kernel kernel, Data data, double[] cholesky) {
    this.prior = prior;
    this.kernel = kernel;
    this.networks = data.networks;
    this.cholesky = cholesky;
    double[] residual = data.scores.clone();
    for (int i = 0; i < residual.length; i++) {
      residual[i] -= prior.mean(networks.get(i));
    }
    double[] whitened = residual.clone();
    Triangular.solve(cholesky, whitened);
    this.weights = whitened.clone();
    Triangular.solveTransposed(cholesky, weights);
    this.logLikelihood = logLikelihood(whitened);
  }

  /**
   * Networks and what they came to.
   *
   * @param scores normal scores, one a network
   * @param trust noise is divided by it, one a network
   */
  public record Data(List<Network> networks, double[] scores, double[] trust) {

    /** Returns at most {@code most} of the networks, spread evenly. */
    Data thinned(int most) {
      int n = scores.length;
      if (n <= most) {
        return this;
      }
      int[] kept = IntStream.range(0, most).map(i -> (int) ((long) i * n / most)).toArray();
      return new Data(
          Arrays.stream(kept).mapToObj(networks::get).toList(),
          Arrays.stream(kept).mapToDouble(i -> scores[i]).toArray(),
          Arrays.stream(kept).mapToDouble(i -> trust[i]).toArray());
    }
  }

  /** Conditions on the observations under a given kernel. */
  public static GaussianProcess fit(Prior prior, Kernel kernel, Data data) {
    return fit(prior, kernel, data, Pairs.of(prior, data.networks));
  }

  /** The same, with what does not depend on the kernel computed before. */
  static GaussianProcess fit(Prior prior, Kernel kernel, Data data, Pairs pairs) {
    int n = data.networks.size();
    DMatrixRMaj covariance = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double value = kernel.of(pairs.likeness[i][j], pairs.sizeProduct[i][j]);
        covariance.set(i, j, value);
        covariance.set(j, i, value);
      }
      covariance.add(i, i, kernel.noise() / data.trust[i]);
    }
    return new GaussianProcess(prior, kernel, data, decompose(covariance));
  }

  /**
   * The pairs hold what two observed networks have to do with each other, in the lower triangle.
   */
  record Pairs(double[][] likeness, double[][] sizeProduct) {

    static Pairs of(Prior prior, List<Network> networks) {
      int n = networks.size();
      double[][] alike = new double[n][];
      double[][] product = new double[n][];
      for (int i = 0; i < n; i++) {
        alike[i] = new double[i + 1];
        product[i] = new double[i + 1];
        for (int j = 0; j <= i; j++) {
          alike[i][j] = prior.likeness(networks.get(i), networks.get(j));
          product[i][j] = networks.get(i).sizeProduct(networks.get(j));
        }
      }
      return new Pairs(alike, product);
    }
  }

  private static double[] decompose(DMatrixRMaj covariance) {
    if (covariance.getNumRows() == 0) {
      return new double[0];
    }
    CholeskyDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.chol(covariance.getNumRows(), true);
    if (!decomposition.decompose(covariance)) {
      throw new IllegalStateException("covariance is not positive definite");
    }
    return decomposition.getT(null).getData();
  }

  int observations() {
    return networks.size();
  }

  double logLikelihood() {
    return logLikelihood;
  }

  Kernel kernel() {
    return kernel;
  }

  /** k(x, x') for two networks, before any data. */
  double covariance(Network a, Network b) {
    return kernel.of(prior.likeness(a, b), a.sizeProduct(b));
  }

  /** Covariances of a network with those observed. */
  public double[] covariances(Network network) {
    double[] covariances = new double[networks.size()];
    for (int i = 0; i < covariances.length; i++) {
      covariances[i] = covariance(network, networks.get(i));
    }
    return covariances;
  }

  /** The posterior mean, from {@link #covariances}. */
  public double mean(Network network, double[] covariances) {
    double mean = prior.mean(network);
    for (int i = 0; i < covariances.length; i++) {
      mean += covariances[i] * weights[i];
    }
    return mean;
  }

  /** L^-1 k in place of k: the part of a network's worth that the observations explain. */
  void whiten(double[] covariances) {
    Triangular.solve(cholesky, covariances);
  }

  double priorVariance(Network network) {
    return kernel.variance(network.sizeProduct(network));
  }

  /** log p(scores | kernel), up to a constant. */
  private double logLikelihood(double[] whitened) {
    double sum = 0;
    int n = whitened.length;
    for (int i = 0; i < n; i++) {
      sum -= 0.5 * whitened[i] * whitened[i] + Math.log(cholesky[i * n + i]);
    }
    return sum;
  }
}
