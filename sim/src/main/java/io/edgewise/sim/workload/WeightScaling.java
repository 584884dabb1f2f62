package io.edgewise.sim.workload;

/**
 * A weight scaling says how the weights of a quantised network are scaled, which decides what an
 * output channel carries beside its weights (found in the parameter bytes of 56 compiled networks).
 *
 * @param channelBytes bytes that an output channel of a convolution carries, its bias included
 * @param denseBytes bytes that an output of a dense layer carries, its bias included
 */
public record WeightScaling(int channelBytes, int denseBytes) {

  /**
   * One scale a tensor, as in the older uint8 networks: a bias is all an output channel carries.
   */
  public static final WeightScaling PER_TENSOR = new WeightScaling(4, 4);

  /** One scale an output channel, as in trained int8 networks: bias, multiplier and shift. */
  public static final WeightScaling PER_CHANNEL = new WeightScaling(12, 8);

  /** One scale an output channel, all within a factor of two, as in untrained networks. */
  public static final WeightScaling ALIKE = new WeightScaling(8, 8);
}
