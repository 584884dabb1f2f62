package io.edgewise.search.proxy.dl4j.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A convolution without bias, batch normalisation, and an activation. What normalisation has to
 * know or to change of each position, it does when the convolution has it in the cache.
 *
 * <p>x {@code [N, H, W, C]}, y {@code [N, H', W', C']}; all contiguous in C order. An instance
 * holds its working memory and the statistics of the last batch: it is not safe for use by several
 * threads at once.
 */
public final class NormalisedConvolution {
  private final Convolution convolution;
  private final BatchNormalization normalisation;

  private NormalisedConvolution(
      Convolution convolution, int channels, double epsilon, Activation activation) {
    this.convolution = convolution;
    this.normalisation = new BatchNormalization(channels, epsilon, activation);
  }

  /**
   * Makes a convolution of weights {@code [k, k, cin, cout]}; {@code epsilon} is added to the
   * variance.
   */
  public static NormalisedConvolution dense(
      Window window, int cin, int cout, double epsilon, Activation activation) {
    return new NormalisedConvolution(
        new DenseConvolution(window, cin, cout), cout, epsilon, activation);
  }

  /** Makes a convolution of one filter a channel, weights {@code [k, k, channels]}. */
  public static NormalisedConvolution depthwise(
      Window window, int channels, double epsilon, Activation activation) {
    return new NormalisedConvolution(
        new DepthwiseConvolution(window, channels), channels, epsilon, activation);
  }

  /**
   * Makes a convolution of {@code groups} groups of channels, which divide both numbers of
   * channels; weights {@code [groups, k, k, cin / groups, cout / groups]}.
   */
  public static NormalisedConvolution grouped(
      Window window, int cin, int cout, int groups, double epsilon, Activation activation) {
    return new NormalisedConvolution(
        new GroupedConvolution(window, groups, cin / groups, cout / groups),
        cout,
        epsilon,
        activation);
  }

  /**
   * The weights are what is learned, or its gradient.
   *
   * @param gamma scale of each channel
   * @param beta shift of each channel
   */
  public record Weights(Floats w, float[] gamma, float[] beta) {}

  /**
   * Training: normalises with the batch's own statistics.
   *
   * @param convolved written: the convolution's output, which {@link #backward} needs again
   * @param y written
   */
  public void forwardTraining(Floats x, Weights weights, Floats convolved, Floats y, int n) {
    RowPass statistics = normalisation.statistics(convolved);
    convolution.forward(x, weights.w, convolved, n, statistics);
    normalisation.forwardTraining(convolved, weights.gamma, weights.beta, y);
  }

  /** Inference: normalises with the given statistics. */
  public void forwardInference(
      Floats x,
      Weights weights,
      float[] runningMean,
      float[] runningVariance,
      Floats convolved,
      Floats y,
      int n) {
    convolution.forward(x, weights.w, convolved, n, RowPass.NONE);
    normalisation.forwardInference(
        convolved, weights.gamma, weights.beta, runningMean, runningVariance, y);
  }

  /**
   * The gradients after {@link #forwardTraining} of the same input.
   *
   * @param dy overwritten
   * @param dx written, unless it is null
   * @param gradient written
   */
  public void backward(
      Floats x,
      Weights weights,
      Floats convolved,
      Floats dy,
      @Nullable Floats dx,
      Weights gradient,
      int n) {
    RowPass rest =
        normalisation.backward(
            convolved, dy, weights.gamma, weights.beta, gradient.gamma, gradient.beta);
    convolution.backward(x, weights.w, dy, dx, gradient.w, n, rest);
  }

  /** The mean of each channel over the last batch; not to be written. */
  public double[] batchMean() {
    return normalisation.batchMean();
  }

  /** The biased variance of each channel over the last batch; not to be written. */
  public double[] batchVariance() {
    return normalisation.batchVariance();
  }
}
