package io.edgewise.search.proxy.dl4j.kernel;

/**
 * The activations of the search space: of one number, and of whole arrays together with the affine
 * map before them.
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

  /** The activation of {@code z}. */
  float of(float z) {
    return switch (this) {
      case NONE -> z;
      case RELU -> relu(z);
      case RELU6 -> relu6(z);
      case SWISH -> swish(z);
    };
  }

  /** Its derivative at {@code z}. */
  float derivative(float z) {
    return switch (this) {
      case NONE -> 1f;
      case RELU -> reluDerivative(z);
      case RELU6 -> relu6Derivative(z);
      case SWISH -> swishDerivative(z);
    };
  }

  /** {@code y[i] = f(x[i] scale[i] + shift[i])} for the first {@code n} elements. */
  void ofAffine(float[] x, float[] scale, float[] shift, float[] y, int n) {
    switch (this) {
      case NONE -> affine(x, scale, shift, y, n);
      case RELU -> reluOfAffine(x, scale, shift, y, n);
      case RELU6 -> relu6OfAffine(x, scale, shift, y, n);
      case SWISH -> swishOfAffine(x, scale, shift, y, n);
    }
  }

  /**
   * Turns the gradient of {@link #ofAffine}'s output into that of the affine map's: {@code dy[i] *=
   * f'(x[i] scale[i] + shift[i])} for the first {@code n} elements.
   */
  void backwardToAffine(float[] x, float[] scale, float[] shift, float[] dy, int n) {
    switch (this) {
      case NONE -> {}
      case RELU -> reluBackward(x, scale, shift, dy, n);
      case RELU6 -> relu6Backward(x, scale, shift, dy, n);
      case SWISH -> swishBackward(x, scale, shift, dy, n);
    }
  }

  private static float relu(float z) {
    return Math.max(z, 0f);
  }

  private static float relu6(float z) {
    return Math.min(Math.max(z, 0f), 6f);
  }

  private static float swish(float z) {
    return z * Sigmoid.of(z);
  }

  // A step from 0 to 1 at z = 0, by minimum and maximum because C2 does not vectorise a selection;
  // STEEP z reaches 1 at the smallest z that matters.
  private static final float STEEP = 1e30f;

  private static float reluDerivative(float z) {
    return Math.min(Math.max(z * STEEP, 0f), 1f);
  }

  private static float relu6Derivative(float z) {
    return reluDerivative(z) * reluDerivative(6f - z);
  }

  private static float swishDerivative(float z) {
    float s = Sigmoid.of(z);
    return s * Math.fma(z, 1f - s, 1f);
  }

  private static void affine(float[] x, float[] scale, float[] shift, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(x[i], scale[i], shift[i]);
    }
  }

  private static void reluOfAffine(float[] x, float[] scale, float[] shift, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = relu(Math.fma(x[i], scale[i], shift[i]));
    }
  }

  private static void relu6OfAffine(float[] x, float[] scale, float[] shift, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = relu6(Math.fma(x[i], scale[i], shift[i]));
    }
  }

  private static void swishOfAffine(float[] x, float[] scale, float[] shift, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = swish(Math.fma(x[i], scale[i], shift[i]));
    }
  }

  private static void reluBackward(float[] x, float[] scale, float[] shift, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      dy[i] *= reluDerivative(Math.fma(x[i], scale[i], shift[i]));
    }
  }

  private static void relu6Backward(float[] x, float[] scale, float[] shift, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      dy[i] *= relu6Derivative(Math.fma(x[i], scale[i], shift[i]));
    }
  }

  private static void swishBackward(float[] x, float[] scale, float[] shift, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      dy[i] *= swishDerivative(Math.fma(x[i], scale[i], shift[i]));
    }
  }
}
