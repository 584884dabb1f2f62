package io.edgewise.search.quantization;

/**
 * A rounding tells how a 32-bit sum becomes an int8 value. Runtimes differ here and nowhere else,
 * by one at most for an operator.
 */
public enum Rounding {
  /**
   * TensorFlow Lite's builtin kernels: a fixed-point multiplier of 31 bits, rounded, then a shift,
   * rounded again. Halves of the second rounding go up in a convolution (ruy) and away from zero in
   * a depthwise one (gemmlowp).
   */
  DOUBLE {
    @Override
    Requantization ofConvolution(double multiplier) {
      return FixedPointMultiplier.of(multiplier)::halfUp;
    }

    @Override
    Requantization ofDepthwise(double multiplier) {
      return FixedPointMultiplier.of(multiplier)::halfAway;
    }
  },
  /**
   * XNNPACK and ONNX Runtime: the sum and the multiplier as floats, their product rounded once,
   * halves to even.
   */
  SINGLE {
    @Override
    Requantization ofConvolution(double multiplier) {
      float factor = (float) multiplier;
      return sum -> (int) Math.rint(sum * factor);
    }

    @Override
    Requantization ofDepthwise(double multiplier) {
      return ofConvolution(multiplier);
    }
  };

  /** Scales a 32-bit sum and rounds it. */
  @FunctionalInterface
  interface Requantization {
    int apply(int sum);
  }

  /**
   * The requantisation of a convolution's sums.
   *
   * @param multiplier input scale times weight scale over output scale
   */
  abstract Requantization ofConvolution(double multiplier);

  /** The requantisation of a depthwise convolution's sums. */
  abstract Requantization ofDepthwise(double multiplier);
}
