package io.edgewise.search.proxy.dl4j.kernel;

/**
 * The logistic function by a rational approximation of the hyperbolic tangent, {@code sigmoid(z) =
 * (1 + tanh(z / 2)) / 2}, with an absolute error below 1e-6; NaN stays NaN.
 *
 * <p>{@code tanh(x) = x P(x^2) / Q(x^2)} for |x| up to {@link #LIMIT} is the minimax approximation
 * of Eigen (Eigen/src/Core/MathFunctionsImpl.h, generic_fast_tanh_float).
 */
final class Sigmoid {
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

  private Sigmoid() {}

  /**
   * The logistic function of {@code z}. Clamped by absolute values, which are faster than minimum
   * and maximum with their care for NaN and signed zeros.
   */
  static float of(float z) {
    float half = 0.5f * z;
    float x = 0.5f * (Math.abs(half + LIMIT) - Math.abs(half - LIMIT));
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
}
