package io.edgewise.search.quantization;

import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.HashMap;
import java.util.Map;

/**
 * Bias correction (arXiv 1906.04721, section 4.2): rounded weights W + e give outputs whose mean is
 * off by e E[x]. It is taken off the bias,
 *
 * <pre>b' = b - e E[x]</pre>
 *
 * <p>with the mean of each input channel over calibration images for E[x] (the paper's appendix D,
 * "empirical bias correction"). At borders, where padding is zero, this is only nearly right.
 */
final class BiasCorrection {

  private BiasCorrection() {}

  /**
   * The network with corrected biases.
   *
   * @param quantized the same network with its weights rounded
   */
  static FloatNetwork correct(
      FloatNetwork network, QuantizedNetwork quantized, ActivationStatistics statistics) {
    Map<String, FloatFilter> filters = new HashMap<>();
    for (Node node : network.graph().nodes()) {
      if (DeployableLayers.hasFilter(node.layer())) {
        Node input = network.graph().nodes().get(node.inputs().get(0));
        filters.put(
            node.name(),
            corrected(
                network.filter(node), quantized.filter(node), statistics.channelMeans(input)));
      }
    }
    return new FloatNetwork(network.graph(), filters);
  }

  private static FloatFilter corrected(
      FloatFilter filter, QuantizedFilter rounded, double[] inputMeans) {
    int channels = filter.outputChannels();
    double[] shifts = new double[channels];
    float[] weights = new float[filter.weightCount()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = filter.weight(i);
      int channel = filter.layout().channel(i, channels, filter.weightsOfChannel());
      double error = rounded.weight(i) * (double) rounded.scale(channel) - weights[i];
      // The innermost extent is the input channel in OHWI, and the channel itself in HWC.
      shifts[channel] += error * inputMeans[i % inputMeans.length];
    }
    float[] bias = new float[channels];
    for (int c = 0; c < channels; c++) {
      bias[c] = (float) (filter.bias(c) - shifts[c]);
    }
    return new FloatFilter(filter.layout(), weights, bias);
  }
}
