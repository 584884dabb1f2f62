package io.edgewise.search.gp;

import java.util.Arrays;
import java.util.List;

/**
 * Candidates with what the process believes of them, kept up to date while a batch is picked: a
 * pick is treated as if it had come out at its mean, which leaves every mean where it is and takes
 * away doubt around the pick (GP-BUCB, Desautels, Krause and Burdick, JMLR 15, 2014).
 */
public final class Shortlist {

  private static final double LEAST_VARIANCE = 1e-10;

  private final GaussianProcess process;
  private final List<Network> networks;
  private final double[] means;
  private final double[] variances;

  /** L^-1 k of each candidate, a coordinate longer with every pick. */
  private final double[][] explained;

  /**
   * Looks at the candidates.
   *
   * @param picks how many will be picked at most
   */
  public Shortlist(GaussianProcess process, List<Network> networks, int picks) {
    this.process = process;
    this.networks = networks;
    this.means = new double[networks.size()];
    this.variances = new double[networks.size()];
    this.explained = new double[networks.size()][];
    for (int i = 0; i < means.length; i++) {
      Network network = networks.get(i);
      double[] covariances = process.covariances(network);
      means[i] = process.mean(network, covariances);
      process.whiten(covariances);
      variances[i] = process.priorVariance(network) - dot(covariances, covariances);
      explained[i] = Arrays.copyOf(covariances, covariances.length + picks);
    }
  }

  public int size() {
    return means.length;
  }

  public double mean(int candidate) {
    return means[candidate];
  }

  public double deviation(int candidate) {
    return Math.sqrt(Math.max(variances[candidate], LEAST_VARIANCE));
  }

  /**
   * Takes a candidate into the batch.
   *
   * @param number how many were taken before
   */
  public void pick(int candidate, int number) {
    Network picked = networks.get(candidate);
    double[] pickedPart = explained[candidate].clone();
    int coordinate = pickedPart.length - (capacity() - number);
    double scale =
        Math.sqrt(Math.max(variances[candidate], LEAST_VARIANCE) + process.kernel().noise());
    for (int i = 0; i < means.length; i++) {
      double covariance =
          process.covariance(networks.get(i), picked) - dot(explained[i], pickedPart);
      explained[i][coordinate] = covariance / scale;
      variances[i] -= explained[i][coordinate] * explained[i][coordinate];
    }
  }

  private int capacity() {
    return explained[0].length - process.observations();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
