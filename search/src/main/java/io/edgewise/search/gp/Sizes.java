package io.edgewise.search.gp;

import java.util.List;

/**
 * Brings the logarithms of a network's sizes to mean 0 and spread 1 over the networks at hand.
 *
 * @param mean one number a size
 * @param scale 1 / spread; 0 for a size that is the same everywhere
 */
public record Sizes(double[] mean, double[] scale) {

  /** Measures networks by their raw sizes. */
  public static Sizes over(List<double[]> raw) {
    int dimensions = raw.isEmpty() ? 0 : raw.get(0).length;
    double[] mean = new double[dimensions];
    double[] scale = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      int dimension = i;
      mean[i] = raw.stream().mapToDouble(r -> r[dimension]).average().orElse(0);
      double center = mean[i];
      double variance =
          raw.stream()
              .mapToDouble(r -> (r[dimension] - center) * (r[dimension] - center))
              .average()
              .orElse(0);
      scale[i] = variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
    }
    return new Sizes(mean, scale);
  }

  /** Sizes in standard deviations from the mean. */
  public double[] standardise(double[] raw) {
    double[] standard = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      standard[i] = (raw[i] - mean[i]) * scale[i];
    }
    return standard;
  }
}
