package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.kernel.NormalisedConvolution;
import io.edgewise.search.proxy.dl4j.kernel.Window;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A grouped convolution, normalised: {@code W [groups, k, k, nIn / groups, nOut / groups]}. */
public final class FastGroupedConvolution extends NormalisedConvolutionConf {

  @JsonProperty private int groups = 1;

  /** This constructor is for JSON. */
  FastGroupedConvolution() {}

  /**
   * @param groups divides both numbers of channels
   */
  public FastGroupedConvolution(
      String name,
      int channelsIn,
      int channelsOut,
      int groups,
      int kernel,
      int stride,
      BatchNorm batchNorm) {
    super(name, channelsIn, channelsOut, kernel, stride, true, batchNorm);
    this.groups = groups;
  }

  @Override
  long[] weightShape(int kernel) {
    return new long[] {groups, kernel, kernel, getNIn() / groups, getNOut() / groups};
  }

  @Override
  double fanIn(Parameter weight) {
    return (double) weight.shape()[1] * weight.shape()[2] * weight.shape()[3];
  }

  @Override
  double fanOut(Parameter weight) {
    return (double) weight.shape()[1] * weight.shape()[2] * weight.shape()[4];
  }

  @Override
  List<Object> settings() {
    return Stream.concat(super.settings().stream(), Stream.of(groups)).toList();
  }

  @Override
  NormalisedConvolution kernel(Window window, double epsilon, Activation activation) {
    return NormalisedConvolution.grouped(
        window, (int) getNIn(), (int) getNOut(), groups, epsilon, activation);
  }
}
