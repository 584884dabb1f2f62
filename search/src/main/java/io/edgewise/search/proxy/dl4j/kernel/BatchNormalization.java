package io.edgewise.search.proxy.dl4j.kernel;

import java.util.Arrays;

/**
 * Batch normalisation over the rows of a {@code [rows, C]} view (Ioffe and Szegedy, arXiv
 * 1502.03167), fused with the activation that follows it.
 *
 * <p>Each direction goes through its arrays twice, tile by tile; the pass beside the convolution is
 * a {@link RowPass} of its. Per-channel numbers are repeated along a tile so that every loop runs
 * over plain arrays. An instance holds its working memory and the statistics of the last batch: it
 * is not safe for use by several threads at once.
 */
final class BatchNormalization {
  /** Floats in a tile, about: the seven arrays of the backward pass fit a first-level cache. */
  private static final int TILE = 1024;

  /** Tiles after which sums in single precision move to double. */
  private static final int FLUSH = 64;

  private final int channels;
  private final double epsilon;
  private final Activation activation;
  private final int tile;
  private final float[] x;
  private final float[] y;
  private final float[] first;
  private final float[] second;
  private final float[] scale;
  private final float[] shift;
  private final float[] sumA;
  private final float[] sumB;
  private final double[] totalA;
  private final double[] totalB;
  private final double[] mean;
  private final double[] variance;
  private int tilesSummed;

  /** Normalises {@code channels} channels; {@code epsilon} is added to the variance. */
  BatchNormalization(int channels, double epsilon, Activation activation) {
    this.channels = channels;
    this.epsilon = epsilon;
    this.activation = activation;
    this.tile = Math.max(1, (TILE + channels - 1) / channels) * channels;
    this.x = new float[tile];
    this.y = new float[tile];
    this.first = new float[tile];
    this.second = new float[tile];
    this.scale = new float[tile];
    this.shift = new float[tile];
    this.sumA = new float[tile];
    this.sumB = new float[tile];
    this.totalA = new double[channels];
    this.totalB = new double[channels];
    this.mean = new double[channels];
    this.variance = new double[channels];
  }

  /** The mean of each channel over the last batch; not to be written. */
  double[] batchMean() {
    return mean;
  }

  /** The biased variance of each channel over the last batch; not to be written. */
  double[] batchVariance() {
    return variance;
  }

  /** One tile of an array: its first element, and how many. */
  private interface TilePass {
    void tile(int at, int length);
  }

  private void tiles(int from, int to, TilePass pass) {
    for (int at = from; at < to; at += tile) {
      pass.tile(at, Math.min(tile, to - at));
    }
  }

  /**
   * Begins a training step: the pass collects the statistics of the rows of {@code input}.
   *
   * <p>Sums of (x - k) and (x - k)^2 with k the channel's first value: no cancellation when the
   * mean is far from zero (Chan, Golub and LeVeque, "Algorithms for computing the sample variance",
   * 1983).
   */
  RowPass statistics(Floats input) {
    clearSums();
    return (from, to) -> {
      if (from == 0) {
        input.get(0, first, 0, channels);
        repeat(first);
      }
      tiles(
          from * channels,
          to * channels,
          (at, length) -> {
            input.get(at, x, 0, length);
            addMoments(x, first, sumA, sumB, length);
            countTile();
          });
    };
  }

  private static void addMoments(float[] x, float[] k, float[] sum, float[] squares, int n) {
    for (int i = 0; i < n; i++) {
      float d = x[i] - k[i];
      sum[i] += d;
      squares[i] = Math.fma(d, d, squares[i]);
    }
  }

  /**
   * Normalises, after {@link #statistics} of all the input's rows: {@code y = f(gamma (x - mean) /
   * sqrt(variance + epsilon) + beta)}.
   */
  void forwardTraining(Floats input, float[] gamma, float[] beta, Floats output) {
    flush();
    double rows = (double) input.length() / channels;
    for (int c = 0; c < channels; c++) {
      double offset = totalA[c] / rows;
      mean[c] = first[c] + offset;
      variance[c] = Math.max(0.0, totalB[c] / rows - offset * offset);
      if (Double.isNaN(totalB[c])) {
        variance[c] = Double.NaN;
      }
    }
    normalise(input, gamma, beta, output);
  }

  /** Inference: the same with the given statistics. */
  void forwardInference(
      Floats input,
      float[] gamma,
      float[] beta,
      float[] runningMean,
      float[] runningVariance,
      Floats output) {
    for (int c = 0; c < channels; c++) {
      mean[c] = runningMean[c];
      variance[c] = runningVariance[c];
    }
    normalise(input, gamma, beta, output);
  }

  private void normalise(Floats input, float[] gamma, float[] beta, Floats output) {
    affine(gamma, beta);
    tiles(
        0,
        input.length(),
        (at, length) -> {
          input.get(at, x, 0, length);
          activation.ofAffine(x, scale, shift, y, length);
          output.put(at, y, 0, length);
        });
  }

  /** {@code scale} and {@code shift} such that the normalised value is {@code x scale + shift}. */
  private void affine(float[] gamma, float[] beta) {
    for (int c = 0; c < channels; c++) {
      double s = gamma[c] / Math.sqrt(variance[c] + epsilon);
      scale[c] = (float) s;
      shift[c] = (float) (beta[c] - mean[c] * s);
    }
    repeat(scale);
    repeat(shift);
  }

  /**
   * The gradients after {@link #forwardTraining} of the same input. Those of the parameters are
   * complete; that of the input is so for the rows that the returned pass has gone through.
   *
   * <p>With {@code dz = dy f'(z)} and M rows: {@code dbeta = sum dz}, {@code dgamma = sum dz xhat},
   * {@code dx = gamma / sqrt(variance + epsilon) (dz - dbeta / M - xhat dgamma / M)}.
   *
   * @param gradient dy on entry, then dz, and dx row by row
   * @param dGamma written
   * @param dBeta written
   */
  RowPass backward(
      Floats input, Floats gradient, float[] gamma, float[] beta, float[] dGamma, float[] dBeta) {
    affine(gamma, beta);
    activationGradient(input, gradient);
    double rows = (double) input.length() / channels;
    for (int c = 0; c < channels; c++) {
      double inverse = 1.0 / Math.sqrt(variance[c] + epsilon);
      double sum = totalA[c];
      double dot = totalB[c] * inverse;
      dBeta[c] = (float) sum;
      dGamma[c] = (float) dot;
      double a = gamma[c] * inverse;
      double b = -a * inverse * dot / rows;
      scale[c] = (float) a;
      second[c] = (float) b;
      shift[c] = (float) (-a * sum / rows - b * mean[c]);
    }
    repeat(scale);
    repeat(second);
    repeat(shift);
    return (from, to) ->
        tiles(
            from * channels,
            to * channels,
            (at, length) -> {
              input.get(at, x, 0, length);
              gradient.get(at, y, 0, length);
              combine(y, scale, x, second, shift, length);
              gradient.put(at, y, 0, length);
            });
  }

  /** {@code dz[i] = dz[i] scale[i] + x[i] second[i] + shift[i]}. */
  private static void combine(
      float[] dz, float[] scale, float[] x, float[] second, float[] shift, int n) {
    for (int i = 0; i < n; i++) {
      dz[i] = Math.fma(dz[i], scale[i], Math.fma(x[i], second[i], shift[i]));
    }
  }

  /** {@code gradient *= f'(z)}, and the sums of it and of its product with {@code x - mean}. */
  private void activationGradient(Floats input, Floats gradient) {
    for (int c = 0; c < channels; c++) {
      first[c] = (float) mean[c];
    }
    repeat(first);
    clearSums();
    tiles(
        0,
        input.length(),
        (at, length) -> {
          input.get(at, x, 0, length);
          gradient.get(at, y, 0, length);
          if (activation != Activation.NONE) {
            activation.backwardToAffine(x, scale, shift, y, length);
            gradient.put(at, y, 0, length);
          }
          addProducts(x, first, y, sumA, sumB, length);
          countTile();
        });
    flush();
  }

  private static void addProducts(
      float[] x, float[] k, float[] dz, float[] sum, float[] dot, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += dz[i];
      dot[i] = Math.fma(dz[i], x[i] - k[i], dot[i]);
    }
  }

  /** Repeats the first {@code channels} elements along the tile. */
  private void repeat(float[] values) {
    for (int at = channels; at < tile; at += channels) {
      System.arraycopy(values, 0, values, at, channels);
    }
  }

  private void clearSums() {
    Arrays.fill(sumA, 0f);
    Arrays.fill(sumB, 0f);
    Arrays.fill(totalA, 0.0);
    Arrays.fill(totalB, 0.0);
    tilesSummed = 0;
  }

  private void countTile() {
    if (++tilesSummed % FLUSH == 0) {
      flush();
    }
  }

  private void flush() {
    for (int at = 0; at < tile; at += channels) {
      for (int c = 0; c < channels; c++) {
        totalA[c] += sumA[at + c];
        totalB[c] += sumB[at + c];
      }
    }
    Arrays.fill(sumA, 0f);
    Arrays.fill(sumB, 0f);
  }
}
