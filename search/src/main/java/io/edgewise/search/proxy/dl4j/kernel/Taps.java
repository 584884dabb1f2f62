package io.edgewise.search.proxy.dl4j.kernel;

import java.util.Arrays;

/**
 * The inner loops of {@link DepthwiseConvolution}: element-wise multiply-adds of whole arrays.
 *
 * <p>They are shaped for C2 as it is in JDK 17, which vectorises a loop when every index is the
 * loop variable itself (an offset that is not a constant prevents it) and when the loop has at most
 * three multiply-adds (longer bodies are not unrolled far enough). That is 25 against 4 billion
 * operations a second on the machine it was written on.
 */
final class Taps {
  private Taps() {}

  /**
   * {@code sum[i] = x[0][i] w[0][i] + x[1][i] w[1][i] + ...} over all pairs, for i below {@code n}.
   */
  static void multiplyAdd(float[] sum, float[][] x, float[][] w, int n) {
    Arrays.fill(sum, 0, n, 0f);
    int t = 0;
    for (; t + 3 <= x.length; t += 3) {
      three(sum, x[t], x[t + 1], x[t + 2], w[t], w[t + 1], w[t + 2], n);
    }
    for (; t < x.length; t++) {
      one(sum, x[t], w[t], n);
    }
  }

  /** {@code sums[t][i] += x[t][i] dy[i]} for every t, for i below {@code n}. */
  static void correlate(float[][] sums, float[][] x, float[] dy, int n) {
    int t = 0;
    for (; t + 3 <= x.length; t += 3) {
      spread(sums[t], sums[t + 1], sums[t + 2], x[t], x[t + 1], x[t + 2], dy, n);
    }
    for (; t < x.length; t++) {
      one(sums[t], x[t], dy, n);
    }
  }

  private static void one(float[] sum, float[] x, float[] w, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(x[i], w[i], sum[i]);
    }
  }

  private static void three(
      float[] sum, float[] x0, float[] x1, float[] x2, float[] w0, float[] w1, float[] w2, int n) {
    for (int i = 0; i < n; i++) {
      float s = Math.fma(x0[i], w0[i], sum[i]);
      s = Math.fma(x1[i], w1[i], s);
      sum[i] = Math.fma(x2[i], w2[i], s);
    }
  }

  private static void spread(
      float[] s0, float[] s1, float[] s2, float[] x0, float[] x1, float[] x2, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      float d = dy[i];
      s0[i] = Math.fma(x0[i], d, s0[i]);
      s1[i] = Math.fma(x1[i], d, s1[i]);
      s2[i] = Math.fma(x2[i], d, s2[i]);
    }
  }
}
