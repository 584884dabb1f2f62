package io.edgewise.search.quantization;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * High-bias absorption (arXiv 1906.04721, section 4.1.3): the same float function with activations
 * of narrower range. Where channel i of a convolution's output, behind ReLU or nothing, never falls
 * below c_i > 0, that much moves into the bias of the convolution that alone reads it:
 *
 * <pre>r(W1 x + b1) = r(W1 x + b1 - c) + c
 * b1' = b1 - c,  b2' = b2 + W2 c</pre>
 *
 * <p>The paper takes c = max(0, beta - 3 gamma) of the normalisation, which one value in 740 falls
 * below; here c is the least value over calibration images, of which none does. A second
 * convolution that reads padding would miss c in the zeros around its input, so such a pair is left
 * alone: of expand, depthwise and project, the first two.
 */
final class HighBiasAbsorption {

  private HighBiasAbsorption() {}

  /**
   * The network with absorbed biases; the network itself where there is nothing to absorb.
   *
   * @param statistics of this network
   */
  static FloatNetwork absorb(FloatNetwork network, ActivationStatistics statistics) {
    Map<String, FloatFilter> filters = new HashMap<>(network.filters());
    boolean absorbed = false;
    for (LayerPair pair : LayerPair.of(network.graph())) {
      double[] moved =
          Arrays.stream(statistics.channelLeasts(pair.first()))
              .map(least -> Math.max(0, least))
              .toArray();
      if (!pair.readsPadding() && Arrays.stream(moved).anyMatch(c -> c > 0)) {
        FloatFilter first = DeployableLayers.find(filters, pair.first());
        FloatFilter second = DeployableLayers.find(filters, pair.second());
        filters.put(pair.first().name(), lowered(first, moved));
        filters.put(pair.second().name(), raised(second, moved));
        absorbed = true;
      }
    }
    return absorbed ? new FloatNetwork(network.graph(), filters) : network;
  }

  private static FloatFilter lowered(FloatFilter filter, double[] moved) {
    float[] bias = filter.biases();
    for (int c = 0; c < bias.length; c++) {
      bias[c] = (float) (bias[c] - moved[c]);
    }
    return filter.withBiases(bias);
  }

  private static FloatFilter raised(FloatFilter filter, double[] moved) {
    int channels = filter.outputChannels();
    double[] sums = new double[channels];
    for (int i = 0; i < filter.weightCount(); i++) {
      // The innermost extent is the input channel in OHWI, and the channel itself in HWC.
      sums[filter.layout().channel(i, channels, filter.weightsOfChannel())] +=
          filter.weight(i) * moved[i % moved.length];
    }
    float[] bias = filter.biases();
    for (int c = 0; c < channels; c++) {
      bias[c] = (float) (bias[c] + sums[c]);
    }
    return filter.withBiases(bias);
  }
}
