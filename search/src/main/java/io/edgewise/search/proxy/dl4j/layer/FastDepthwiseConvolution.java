package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.kernel.NormalisedConvolution;
import io.edgewise.search.proxy.dl4j.kernel.Window;

/** A depthwise convolution, normalised: {@code W [k, k, C, 1]}. */
public final class FastDepthwiseConvolution extends NormalisedConvolutionConf {

  /** This constructor is for JSON. */
  FastDepthwiseConvolution() {}

  /** A k x k filter for each of {@code channels} channels. */
  public FastDepthwiseConvolution(
      String name, int channels, int kernel, int stride, BatchNorm batchNorm) {
    super(name, channels, channels, kernel, stride, true, batchNorm);
  }

  @Override
  long[] weightShape(int kernel) {
    return new long[] {kernel, kernel, getNIn(), 1};
  }

  @Override
  double fanIn(Parameter weight) {
    return (double) weight.shape()[0] * weight.shape()[1];
  }

  @Override
  double fanOut(Parameter weight) {
    return (double) weight.shape()[0] * weight.shape()[1];
  }

  @Override
  NormalisedConvolution kernel(Window window, double epsilon, Activation activation) {
    return NormalisedConvolution.depthwise(window, (int) getNIn(), epsilon, activation);
  }
}
