package io.edgewise.search.quantization;

/**
 * A real multiplier as TensorFlow Lite stores it: {@code significand * 2^(shift - 31)}
 * (kernels/internal/quantization_util.cc, QuantizeMultiplier).
 *
 * @param significand 2^30 to 2^31 - 1, or 0
 * @param shift the power of two
 */
record FixedPointMultiplier(int significand, int shift) {

  static FixedPointMultiplier of(double multiplier) {
    if (multiplier == 0) {
      return new FixedPointMultiplier(0, 0);
    }
    int shift = Math.getExponent(multiplier) + 1;
    long significand = Math.round(Math.scalb(multiplier, 31 - shift));
    if (significand == 1L << 31) {
      significand /= 2;
      shift++;
    }
    return shift < -31
        ? new FixedPointMultiplier(0, 0)
        : new FixedPointMultiplier((int) significand, shift);
  }

  /** The product, both roundings with halves up, as ruy has them for convolutions. */
  int halfUp(int value) {
    int high = doublingHigh(value);
    int right = Math.max(0, -shift);
    return right == 0 ? high : (int) (((long) high + (1L << (right - 1))) >> right);
  }

  /** The product, the second rounding with halves away from zero, as gemmlowp has it. */
  int halfAway(int value) {
    int high = doublingHigh(value);
    int right = Math.max(0, -shift);
    int mask = (int) ((1L << right) - 1);
    int threshold = (mask >> 1) + (high < 0 ? 1 : 0);
    return (high >> right) + ((high & mask) > threshold ? 1 : 0);
  }

  /** gemmlowp's SaturatingRoundingDoublingHighMul: the product over 2^31, halves up. */
  private int doublingHigh(int value) {
    int left = value << Math.max(0, shift);
    long product = (long) left * significand;
    long nudge = product >= 0 ? 1L << 30 : 1 - (1L << 30);
    return (int) ((product + nudge) / (1L << 31));
  }
}
