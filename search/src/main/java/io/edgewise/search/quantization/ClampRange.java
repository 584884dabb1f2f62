package io.edgewise.search.quantization;

import io.edgewise.sim.workload.Activation;

/**
 * The int8 values that a fused activation lets through (kernels/kernel_util.cc,
 * CalculateActivationRangeQuantized).
 */
record ClampRange(int least, int largest) {

  static ClampRange of(Activation activation, Quantization output) {
    return switch (activation) {
      case NONE -> new ClampRange(Quantization.MIN, Quantization.MAX);
      case RELU -> new ClampRange(output.quantize(0), Quantization.MAX);
      case RELU6 -> new ClampRange(output.quantize(0), output.quantize(6));
      case RELU_N1_TO_1 -> new ClampRange(output.quantize(-1), output.quantize(1));
      default -> throw new IllegalArgumentException(activation + " is not fused");
    };
  }

  byte clamp(int value) {
    return (byte) Math.max(least, Math.min(largest, value));
  }
}
