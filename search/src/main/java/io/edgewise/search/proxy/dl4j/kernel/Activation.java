package io.edgewise.search.proxy.dl4j.kernel;

/**
 * The activations of the search space, on tiles of {@code float[]}.
 *
 * <p>Every loop is a plain counted loop over arrays so that C2 vectorises it; NaN stays NaN, so
 * that a diverged network is seen as one.
 */
public enum Activation {
  /** The identity. */
  NONE,
  /** {@code max(z, 0)}. */
  RELU,
  /** {@code min(max(z, 0), 6)}. */
  RELU6,
  /** {@code z * sigmoid(z)}, also called SiLU. */
  SWISH;

  /** Replaces the first {@code n} elements of {@code z} by their activation. */
  public void apply(float[] z, int n) {
    switch (this) {
      case NONE -> {}
      case RELU -> {
        for (int i = 0; i < n; i++) {
          z[i] = Math.max(z[i], 0f);
        }
      }
      case RELU6 -> {
        for (int i = 0; i < n; i++) {
          z[i] = Math.min(Math.max(z[i], 0f), 6f);
        }
      }
      case SWISH -> swish(z, n);
    }
  }

  /**
   * Turns the gradient of the activation's output into that of its input: {@code dy[i] *= f'(z[i])}
   * for the first {@code n} elements. {@code z} is overwritten.
   */
  public void backward(float[] z, float[] dy, int n) {
    switch (this) {
      case NONE -> {}
      case RELU -> {
        for (int i = 0; i < n; i++) {
          dy[i] = z[i] > 0f ? dy[i] : 0f;
        }
      }
      case RELU6 -> {
        for (int i = 0; i < n; i++) {
          dy[i] = z[i] > 0f && z[i] < 6f ? dy[i] : 0f;
        }
      }
      case SWISH -> swishBackward(z, dy, n);
    }
  }

  // tanh(x) ~ x P(x^2) / Q(x^2) on [-7.9, 7.9], relative error about 1e-7: the rational minimax
  // approximation of Eigen
  // (Eigen/src/Core/MathFunctionsImpl.h, generic_fast_tanh_float); sigmoid(z) = (1 + tanh(z/2)) /
  // 2.
  private static final float LIMIT = 7.90531110763549805f;
  private static final float A1 = 4.89352455891786e-03f;
  private static final float A3 = 6.37261928875436e-04f;
  private static final float A5 = 1.48572235717979e-05f;
  private static final float A7 = 5.12229709037114e-08f;
  private static final float A9 = -8.60467152213735e-11f;
  private static final float A11 = 2.00018790482477e-13f;
  private static final float A13 = -2.76076847742355e-16f;
  private static final float B0 = 4.89352518554385e-03f;
  private static final float B2 = 2.26843463243900e-03f;
  private static final float B4 = 1.18534705686654e-04f;
  private static final float B6 = 1.19825839466702e-06f;

  /** The logistic function by a rational approximation of the hyperbolic tangent. */
  static float sigmoid(float z) {
    float x = Math.max(Math.min(0.5f * z, LIMIT), -LIMIT);
    float x2 = x * x;
    float p = Math.fma(x2, A13, A11);
    p = Math.fma(x2, p, A9);
    p = Math.fma(x2, p, A7);
    p = Math.fma(x2, p, A5);
    p = Math.fma(x2, p, A3);
    p = Math.fma(x2, p, A1);
    float q = Math.fma(x2, B6, B4);
    q = Math.fma(x2, q, B2);
    q = Math.fma(x2, q, B0);
    return Math.fma(0.5f * x, p / q, 0.5f);
  }

  /** Replaces the first {@code n} elements of {@code z} by their logistic function. */
  static void sigmoid(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = sigmoid(z[i]);
    }
  }

  private static void swish(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = z[i] * sigmoid(z[i]);
    }
  }

  private static void swishBackward(float[] z, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      float s = sigmoid(z[i]);
      dy[i] = dy[i] * s * Math.fma(z[i], 1f - s, 1f);
    }
  }
}
