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
      case RELU -> relu(z, n);
      case RELU6 -> relu6(z, n);
      case SWISH -> swish(z, Sigmoid.halfClamped(z, n), n);
    }
  }

  /**
   * Turns the gradient of the activation's output into that of its input: {@code dy[i] *= f'(z[i])}
   * for the first {@code n} elements. {@code z} is overwritten.
   */
  public void backward(float[] z, float[] dy, int n) {
    switch (this) {
      case NONE -> {}
      case RELU -> reluBackward(z, dy, n);
      case RELU6 -> relu6Backward(z, dy, n);
      case SWISH -> {
        float[] s = Sigmoid.of(z, n);
        swishBackward(z, s, dy, n);
      }
    }
  }

  private static void relu(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(z[i], 0f);
    }
  }

  private static void relu6(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.min(Math.max(z[i], 0f), 6f);
    }
  }

  // A step from 0 to 1 at z = 0, by minimum and maximum because C2 does not vectorise a selection;
  // STEEP z reaches 1 at the smallest z that matters.
  private static final float STEEP = 1e30f;

  private static void reluBackward(float[] z, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      dy[i] *= Math.min(Math.max(z[i] * STEEP, 0f), 1f);
    }
  }

  private static void relu6Backward(float[] z, float[] dy, int n) {
    reluBackward(z, dy, n);
    for (int i = 0; i < n; i++) {
      dy[i] *= Math.min(Math.max((6f - z[i]) * STEEP, 0f), 1f);
    }
  }

  private static void swish(float[] z, float[] half, int n) {
    for (int i = 0; i < n; i++) {
      z[i] *= Sigmoid.ofHalf(half[i]);
    }
  }

  private static void swishBackward(float[] z, float[] s, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      dy[i] *= s[i] * Math.fma(z[i], 1f - s[i], 1f);
    }
  }
}
