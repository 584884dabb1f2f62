package io.edgewise.search.quantization;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cross-layer equalisation (arXiv 1906.04721, section 4.1): the same float function with weights
 * that quantise better. For a convolution whose output another one alone reads, channel i of the
 * first is divided by
 *
 * <pre>s_i = sqrt(r1_i * r2_i) / r2_i</pre>
 *
 * <p>and the weights of the second that read channel i are multiplied by it, where r1_i and r2_i
 * are the largest absolute weights there (equation 11). This is exact where the activation between
 * is positively homogeneous, f(s x) = s f(x): none, or ReLU.
 */
public final class CrossLayerEqualization {

  /** The paper repeats until it converges; ten passes come within a thousandth of that. */
  private static final int PASSES = 10;

  private CrossLayerEqualization() {}

  /** The network with equalised weights. */
  public static FloatNetwork equalize(FloatNetwork network) {
    List<LayerPair> pairs = LayerPair.of(network.graph());
    Map<String, FloatFilter> filters = new HashMap<>(network.filters());
    for (int pass = 0; pass < PASSES; pass++) {
      for (LayerPair pair : pairs) {
        FloatFilter first = DeployableLayers.find(filters, pair.first());
        FloatFilter second = DeployableLayers.find(filters, pair.second());
        double[] factors = factors(first, second);
        filters.put(pair.first().name(), outputsDivided(first, factors));
        filters.put(pair.second().name(), inputsMultiplied(second, factors));
      }
    }
    return new FloatNetwork(network.graph(), filters);
  }

  private static double[] factors(FloatFilter first, FloatFilter second) {
    double[] factors = new double[first.outputChannels()];
    float[] readers = largestByInput(second, factors.length);
    for (int i = 0; i < factors.length; i++) {
      double r1 = first.largestWeight(i);
      double r2 = readers[i];
      // A channel of zeros on either side has no scale to share.
      factors[i] = r1 > 0 && r2 > 0 ? Math.sqrt(r1 * r2) / r2 : 1;
    }
    return factors;
  }

  private static float[] largestByInput(FloatFilter filter, int inputs) {
    float[] largest = new float[inputs];
    for (int i = 0; i < filter.weightCount(); i++) {
      // The innermost extent is the input channel in OHWI, and the channel itself in HWC.
      int input = i % inputs;
      largest[input] = Math.max(largest[input], Math.abs(filter.weight(i)));
    }
    return largest;
  }

  private static FloatFilter outputsDivided(FloatFilter filter, double[] factors) {
    float[] weights = new float[filter.weightCount()];
    for (int i = 0; i < weights.length; i++) {
      int channel = filter.layout().channel(i, factors.length, filter.weightsOfChannel());
      weights[i] = (float) (filter.weight(i) / factors[channel]);
    }
    float[] bias = new float[factors.length];
    for (int c = 0; c < bias.length; c++) {
      bias[c] = (float) (filter.bias(c) / factors[c]);
    }
    return new FloatFilter(filter.layout(), weights, bias);
  }

  private static FloatFilter inputsMultiplied(FloatFilter filter, double[] factors) {
    float[] weights = new float[filter.weightCount()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (filter.weight(i) * factors[i % factors.length]);
    }
    return new FloatFilter(filter.layout(), weights, filter.biases());
  }
}
