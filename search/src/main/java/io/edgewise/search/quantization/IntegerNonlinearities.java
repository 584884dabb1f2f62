package io.edgewise.search.quantization;

/** Logistic and softmax of int8 values; both give 1/256 and -128. */
final class IntegerNonlinearities {

  private IntegerNonlinearities() {}

  /** A table of 256 values computed in floats (kernels/activations.cc, LUTPopulate). */
  static byte[] logistic(byte[] values, Quantization in) {
    byte[] table = new byte[256];
    for (int q = Quantization.MIN; q <= Quantization.MAX; q++) {
      float real = in.dequantize(q);
      table[q - Quantization.MIN] =
          Quantization.PROBABILITIES.quantize(1f / (1f + (float) Math.exp(-real)));
    }
    byte[] result = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = table[values[i] - Quantization.MIN];
    }
    return result;
  }

  /**
   * Softmax over the channels of each position, in floats, with a table of exponentials
   * (internal/optimized/optimized_ops.h, Softmax).
   */
  static byte[] softmax(byte[] values, Quantization in, int channels) {
    float[] table = new float[256];
    for (int below = 0; below < table.length; below++) {
      table[below] = (float) Math.exp(-in.scale() * below);
    }
    byte[] result = new byte[values.length];
    for (int first = 0; first < values.length; first += channels) {
      int largest = Quantization.MIN;
      for (int c = 0; c < channels; c++) {
        largest = Math.max(largest, values[first + c]);
      }
      float sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += table[largest - values[first + c]];
      }
      float inverse = 1f / (sum * Quantization.PROBABILITIES.scale());
      for (int c = 0; c < channels; c++) {
        int rounded = (int) (table[largest - values[first + c]] * inverse + 0.5f);
        result[first + c] = (byte) Math.min(Quantization.MAX, rounded + Quantization.MIN);
      }
    }
    return result;
  }
}
