package io.edgewise.search.quantization;

/**
 * A quantisation tells how the int8 values q of a tensor stand for real ones: {@code scale * (q -
 * zeroPoint)}, as TensorFlow Lite's quantisation specification has it.
 *
 * @param scale above zero and finite
 * @param zeroPoint -128 to 127
 */
public record Quantization(float scale, int zeroPoint) {

  /** The least int8 value. */
  public static final int MIN = -128;

  /** The largest int8 value. */
  public static final int MAX = 127;

  /** Pixels of 0 to 255 as (pixel - 128) / 128: what Coral's examples send unchanged. */
  public static final Quantization PIXELS = new Quantization(1 / 128f, 0);

  /** Values of 0 to 1: what the specification prescribes behind softmax and logistic. */
  public static final Quantization PROBABILITIES = new Quantization(1 / 256f, MIN);

  /** Steps between the least and the largest int8 value. */
  private static final double STEPS = MAX - MIN;

  public Quantization {
    if (!(scale >= Float.MIN_NORMAL) || Float.isInfinite(scale)) {
      throw new IllegalArgumentException("scale " + scale + ": allowed is a number above zero");
    }
    if (zeroPoint < MIN || zeroPoint > MAX) {
      throw new IllegalArgumentException("zero point " + zeroPoint + ": allowed is -128 to 127");
    }
  }

  /**
   * A quantisation that represents a range. The range is widened to hold zero, and zero falls on an
   * integer, so that zero padding is exact.
   *
   * @throws IllegalArgumentException if the range has no extent or is not finite
   */
  public static Quantization ofRange(double min, double max) {
    double low = Math.min(min, 0);
    double high = Math.max(max, 0);
    if (!(high - low > 0) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException(
          "range " + min + " to " + max + ": allowed is a finite range with an extent");
    }
    float scale = (float) ((high - low) / STEPS);
    if (scale < Float.MIN_NORMAL) {
      throw new IllegalArgumentException(
          "range " + min + " to " + max + ": it is too narrow for a float as scale");
    }
    long zeroPoint = Math.round(MIN - low / scale);
    return new Quantization(scale, (int) Math.max(MIN, Math.min(MAX, zeroPoint)));
  }

  /** The nearest int8 value, halves away from zero as TfLiteRound has it, within MIN to MAX. */
  public byte quantize(double real) {
    double steps = real / scale;
    double rounded = Math.copySign(Math.floor(Math.abs(steps) + 0.5), steps);
    return (byte) Math.max(MIN, Math.min(MAX, rounded + zeroPoint));
  }

  /** The real value that an int8 value stands for. */
  public float dequantize(int quantized) {
    return scale * (quantized - zeroPoint);
  }
}
