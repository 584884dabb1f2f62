package io.edgewise.sim.workload;

/**
 * Activation functions that are one operator of TensorFlow Lite, or part of one. Swish is two
 * ({@link LayerGraph.Builder#swish}).
 */
public enum Activation {
  NONE,
  RELU,
  RELU6,
  /** Clamps to -1 to 1. */
  RELU_N1_TO_1,
  SIGMOID,
  HARD_SWISH,
  TANH;

  /**
   * Returns whether the activation is a clamp that an int8 convolution applies for free while it
   * requantises.
   */
  public boolean isClamp() {
    return this == NONE || this == RELU || this == RELU6 || this == RELU_N1_TO_1;
  }
}
