package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.kernel.NormalisedConvolution;
import io.edgewise.search.proxy.dl4j.kernel.Window;

/** A dense convolution, normalised: {@code W [k, k, nIn, nOut]}. */
public final class FastConvolution extends NormalisedConvolutionConf {

  /** This constructor is for JSON. */
  FastConvolution() {}

  /**
   * @param inputGradient whether anything before this layer learns; false for the first layer of a
   *     network, which saves a third of its work
   */
  public FastConvolution(
      String name,
      int channelsIn,
      int channelsOut,
      int kernel,
      int stride,
      boolean inputGradient,
      BatchNorm batchNorm) {
    super(name, channelsIn, channelsOut, kernel, stride, inputGradient, batchNorm);
  }

  @Override
  long[] weightShape(int kernel) {
    return new long[] {kernel, kernel, getNIn(), getNOut()};
  }

  @Override
  double fanIn(Parameter weight) {
    return (double) weight.shape()[0] * weight.shape()[1] * getNIn();
  }

  @Override
  double fanOut(Parameter weight) {
    return (double) weight.shape()[0] * weight.shape()[1] * getNOut();
  }

  @Override
  NormalisedConvolution kernel(Window window, double epsilon, Activation activation) {
    return NormalisedConvolution.dense(
        window, (int) getNIn(), (int) getNOut(), epsilon, activation);
  }
}
