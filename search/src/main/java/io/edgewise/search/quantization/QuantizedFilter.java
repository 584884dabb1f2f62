package io.edgewise.search.quantization;

/**
 * The int8 weights and int32 biases of one convolution. Weights are symmetric, one scale an output
 * channel, and lie in -127 to 127; a bias has the scale of its channel times the input's, and
 * therefore none of its own.
 */
public final class QuantizedFilter {

  /** The largest absolute weight that TensorFlow Lite's specification allows. */
  static final int LARGEST_WEIGHT = 127;

  private final FilterLayout layout;
  private final byte[] weights;
  private final float[] scales;
  private final int[] bias;

  /**
   * @param weights in the order of the layout; not to be written after this
   * @param scales one an output channel, above zero; not to be written after this
   * @param bias one an output channel; not to be written after this
   * @throws IllegalArgumentException if lengths do not match, a weight is -128 or a scale is not a
   *     number above zero
   */
  public QuantizedFilter(FilterLayout layout, byte[] weights, float[] scales, int[] bias) {
    layout.requireLengths(weights.length, scales.length);
    if (bias.length != scales.length) {
      throw new IllegalArgumentException(
          bias.length + " biases for " + scales.length + " output channels");
    }
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] < -LARGEST_WEIGHT) {
        throw new IllegalArgumentException("weight " + i + " is -128: allowed is -127 to 127");
      }
    }
    for (int c = 0; c < scales.length; c++) {
      if (!(scales[c] > 0) || Float.isInfinite(scales[c])) {
        throw new IllegalArgumentException(
            "scale " + scales[c] + " of channel " + c + ": allowed is a number above zero");
      }
    }
    this.layout = layout;
    this.weights = weights;
    this.scales = scales;
    this.bias = bias;
  }

  /**
   * Quantises a filter to the nearest integers.
   *
   * <p>The scale of a channel is its largest absolute weight over 127. <b>Bias guard</b>: where
   * {@code |b| >= 0.5 * s_in * s_w * (2^31 - 1)}, as with a gamma near zero, the scale grows to
   * {@code 2 |b| / (s_in * (2^31 - 1))}, so that the bias fits 32 bits and the sum does not
   * overflow. The scale of a bias is the product of the two stored scales as floats, for that is
   * what the runtime checks.
   *
   * @param inputScale the scale of the convolution's input
   */
  public static QuantizedFilter of(FloatFilter filter, float inputScale) {
    int channels = filter.outputChannels();
    float[] scales = new float[channels];
    int[] bias = new int[channels];
    for (int c = 0; c < channels; c++) {
      scales[c] = scale(filter.largestWeight(c), filter.bias(c), inputScale);
      bias[c] = Math.toIntExact(Math.round(filter.bias(c) / (double) (inputScale * scales[c])));
    }
    byte[] weights = new byte[filter.weightCount()];
    for (int i = 0; i < weights.length; i++) {
      int channel = filter.layout().channel(i, channels, filter.weightsOfChannel());
      long rounded = Math.round(filter.weight(i) / (double) scales[channel]);
      weights[i] = (byte) Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, rounded));
    }
    return new QuantizedFilter(filter.layout(), weights, scales, bias);
  }

  private static float scale(float largestWeight, float bias, float inputScale) {
    double ofWeights = largestWeight / (double) LARGEST_WEIGHT;
    double ofBias = 2 * Math.abs((double) bias) / ((double) inputScale * Integer.MAX_VALUE);
    float scale = (float) Math.max(ofWeights, ofBias);
    // A bias scale that is no normal float loses its digits; a channel of zeros may have any scale.
    return inputScale * scale < Float.MIN_NORMAL
        ? 2 * Float.MIN_NORMAL / Math.min(inputScale, 1)
        : scale;
  }

  /**
   * The same weights with other biases, rounded to the nearest.
   *
   * @param inputScale the scale of the convolution's input
   */
  QuantizedFilter withBiases(FloatFilter biases, float inputScale) {
    int[] rounded = new int[scales.length];
    for (int c = 0; c < rounded.length; c++) {
      // What the guard left of 32 bits is far more than a correction takes; beyond it, saturate.
      long nearest = Math.round(biases.bias(c) / (double) (inputScale * scales[c]));
      rounded[c] = (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, nearest));
    }
    return new QuantizedFilter(layout, weights, scales, rounded);
  }

  /** Other integers on the same scales, with the same biases. */
  QuantizedFilter withWeights(byte[] integers) {
    return new QuantizedFilter(layout, integers, scales, bias);
  }

  public FilterLayout layout() {
    return layout;
  }

  public int outputChannels() {
    return scales.length;
  }

  public int weightsOfChannel() {
    return weights.length / scales.length;
  }

  /** The integer at a position of the layout. */
  public int weight(int index) {
    return weights[index];
  }

  public float scale(int channel) {
    return scales[channel];
  }

  public int bias(int channel) {
    return bias[channel];
  }

  public byte[] weights() {
    return weights.clone();
  }

  public float[] scales() {
    return scales.clone();
  }

  public int[] biases() {
    return bias.clone();
  }

  /** The scales of the biases: the products of the stored scales as floats. */
  public float[] biasScales(float inputScale) {
    float[] products = new float[scales.length];
    for (int c = 0; c < products.length; c++) {
      products[c] = inputScale * scales[c];
    }
    return products;
  }
}
