package io.edgewise.search.quantization;

/**
 * A batch normalisation after a convolution without bias, as trained: {@code gamma * (x - mean) /
 * sqrt(variance + epsilon) + beta}, one of each a channel.
 */
public final class BatchNormalization {

  private final float[] gamma;
  private final float[] beta;
  private final float[] mean;
  private final float[] variance;
  private final double epsilon;

  /**
   * @param gamma the four arrays have one value a channel and are not to be written after this
   * @throws IllegalArgumentException if lengths differ or a running variance is negative
   */
  public BatchNormalization(
      float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {
    if (beta.length != gamma.length
        || mean.length != gamma.length
        || variance.length != gamma.length) {
      throw new IllegalArgumentException(
          "batch normalisation of "
              + gamma.length
              + " scales, "
              + beta.length
              + " offsets, "
              + mean.length
              + " means and "
              + variance.length
              + " variances: allowed is the same number of each");
    }
    for (int c = 0; c < variance.length; c++) {
      if (!(variance[c] >= 0)) {
        throw new IllegalArgumentException(
            "running variance " + variance[c] + " of channel " + c + ": allowed is zero and above");
      }
    }
    this.gamma = gamma;
    this.beta = beta;
    this.mean = mean;
    this.variance = variance;
    this.epsilon = epsilon;
  }

  /**
   * Folds the normalisation into the convolution before it (arXiv 1712.05877, equation 14): {@code
   * w' = w * gamma / sqrt(variance + epsilon)} and {@code b' = beta - mean * gamma / sqrt(variance
   * + epsilon)}. Every factor is computed in double and rounded once.
   *
   * @param weights of a convolution without bias, in the order of the layout
   */
  public FloatFilter foldInto(FilterLayout layout, float[] weights) {
    layout.requireLengths(weights.length, gamma.length);
    int positions = weights.length / gamma.length;
    double[] factors = new double[gamma.length];
    float[] bias = new float[gamma.length];
    for (int c = 0; c < gamma.length; c++) {
      factors[c] = gamma[c] / Math.sqrt(variance[c] + epsilon);
      bias[c] = (float) (beta[c] - mean[c] * factors[c]);
    }
    float[] folded = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      folded[i] = (float) (weights[i] * factors[layout.channel(i, gamma.length, positions)]);
    }
    return new FloatFilter(layout, folded, bias);
  }
}
