package io.edgewise.search.quantization;

/**
 * The weights and biases of one convolution in floats.
 *
 * <p>The layout is TensorFlow Lite's: output channel, kernel row, kernel column, input channel for
 * a convolution (OHWI); kernel row, kernel column, channel for a depthwise one (HWC).
 */
public final class FloatFilter {

  private final float[] weights;
  private final float[] bias;
  private final FilterLayout layout;

  /**
   * @param weights not to be written after this
   * @param bias one an output channel; not to be written after this
   * @throws IllegalArgumentException if a value is not finite or the weights do not divide evenly
   *     among the channels
   */
  public FloatFilter(FilterLayout layout, float[] weights, float[] bias) {
    layout.requireLengths(weights.length, bias.length);
    requireFinite("weight", weights);
    requireFinite("bias", bias);
    this.layout = layout;
    this.weights = weights;
    this.bias = bias;
  }

  public FilterLayout layout() {
    return layout;
  }

  public int outputChannels() {
    return bias.length;
  }

  public int weightsOfChannel() {
    return weights.length / bias.length;
  }

  public int weightCount() {
    return weights.length;
  }

  /** The weight at a position of the layout. */
  public float weight(int index) {
    return weights[index];
  }

  public float bias(int channel) {
    return bias[channel];
  }

  public float[] biases() {
    return bias.clone();
  }

  /** The same weights with other biases. */
  FloatFilter withBiases(float[] biases) {
    return new FloatFilter(layout, weights, biases);
  }

  /** The largest absolute weight of an output channel. */
  public float largestWeight(int channel) {
    float largest = 0;
    for (int i = 0; i < weightsOfChannel(); i++) {
      largest =
          Math.max(
              largest,
              Math.abs(weights[layout.index(channel, i, bias.length, weightsOfChannel())]));
    }
    return largest;
  }

  private static void requireFinite(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(name + " " + i + " is " + values[i]);
      }
    }
  }
}
