package io.edgewise.search.proxy.dl4j.kernel;

import java.util.Arrays;

/**
 * Squeeze-and-excitation (Hu et al., arXiv 1709.01507): {@code y = x * sigmoid(W2 f(W1 mean(x) +
 * b1) + b2)}, the mean over rows and columns, the product a channel.
 *
 * <p>Weights {@code w1 [C, S]} and {@code w2 [S, C]}, row-major. An instance holds its working
 * memory and what the last forward pass found: it is not safe for use by several threads at once.
 */
public final class SqueezeExcite {
  private static final int TILE = 1024;

  private final int channels;
  private final int squeezed;
  private final int positions;
  private final Activation activation;
  private final int tile;
  private final float[] x;
  private final float[] dy;
  private final float[] repeated;
  private final float[] repeatedShift;
  private final float[] sum;
  private float[] pooled = new float[0];
  private float[] hidden = new float[0];
  private float[] gate = new float[0];

  /**
   * Makes one for {@code channels} channels at {@code positions} rows times columns, {@code
   * squeezed} channels inside.
   */
  public SqueezeExcite(int channels, int squeezed, int positions, Activation activation) {
    this.channels = channels;
    this.squeezed = squeezed;
    this.positions = positions;
    this.activation = activation;
    this.tile = Math.max(1, Math.min(positions, (TILE + channels - 1) / channels)) * channels;
    this.x = new float[tile];
    this.dy = new float[tile];
    this.repeated = new float[tile];
    this.repeatedShift = new float[tile];
    this.sum = new float[tile];
  }

  /** The parameters, or their gradients. */
  public record Weights(float[] w1, float[] b1, float[] w2, float[] b2) {}

  /** {@code output} from {@code input} for {@code n} images. */
  public void forward(Floats input, Weights w, Floats output, int n) {
    if (pooled.length < n * channels) {
      pooled = new float[n * channels];
      gate = new float[n * channels];
      hidden = new float[n * squeezed];
    }
    int image = positions * channels;
    float[] act = new float[squeezed];
    float[] out = new float[channels];
    for (int i = 0; i < n; i++) {
      pool(input, i * image);
      for (int c = 0; c < channels; c++) {
        pooled[i * channels + c] = sum[c] / positions;
      }
      for (int s = 0; s < squeezed; s++) {
        act[s] = w.b1[s];
      }
      for (int c = 0; c < channels; c++) {
        addScaled(act, pooled[i * channels + c], w.w1, c * squeezed, squeezed);
      }
      System.arraycopy(act, 0, hidden, i * squeezed, squeezed);
      activate(act);
      System.arraycopy(w.b2, 0, out, 0, channels);
      for (int s = 0; s < squeezed; s++) {
        addScaled(out, act[s], w.w2, s * channels, channels);
      }
      for (int c = 0; c < channels; c++) {
        out[c] = Sigmoid.of(out[c]);
      }
      System.arraycopy(out, 0, gate, i * channels, channels);
      scale(input, output, i * image, out);
    }
  }

  /**
   * The gradients after {@link #forward} of the same input.
   *
   * @param gradient dy on entry, dx on return
   * @param dw overwritten
   */
  public void backward(Floats input, Floats gradient, Weights w, Weights dw, int n) {
    for (float[] g : new float[][] {dw.w1, dw.b1, dw.w2, dw.b2}) {
      Arrays.fill(g, 0f);
    }
    int image = positions * channels;
    float[] dGate = new float[channels];
    float[] dHidden = new float[squeezed];
    float[] act = new float[squeezed];
    float[] dPooled = new float[channels];
    for (int i = 0; i < n; i++) {
      dot(input, gradient, i * image);
      for (int c = 0; c < channels; c++) {
        float g = gate[i * channels + c];
        dGate[c] = sum[c] * g * (1f - g);
        dw.b2[c] += dGate[c];
      }
      System.arraycopy(hidden, i * squeezed, act, 0, squeezed);
      activate(act);
      for (int s = 0; s < squeezed; s++) {
        float dotS = 0f;
        for (int c = 0; c < channels; c++) {
          dotS += dGate[c] * w.w2[s * channels + c];
          dw.w2[s * channels + c] += act[s] * dGate[c];
        }
        dHidden[s] = dotS;
      }
      for (int s = 0; s < squeezed; s++) {
        dHidden[s] *= activation.derivative(hidden[i * squeezed + s]);
        dw.b1[s] += dHidden[s];
      }
      for (int c = 0; c < channels; c++) {
        float dotC = 0f;
        float p = pooled[i * channels + c];
        for (int s = 0; s < squeezed; s++) {
          dotC += dHidden[s] * w.w1[c * squeezed + s];
          dw.w1[c * squeezed + s] += p * dHidden[s];
        }
        dPooled[c] = dotC / positions;
      }
      inputGradient(gradient, i * image, i * channels, dPooled);
    }
  }

  private void activate(float[] values) {
    for (int s = 0; s < squeezed; s++) {
      values[s] = activation.of(values[s]);
    }
  }

  private void pool(Floats input, int from) {
    Arrays.fill(sum, 0f);
    int end = from + positions * channels;
    for (int at = from; at < end; at += tile) {
      int length = Math.min(tile, end - at);
      input.get(at, x, 0, length);
      add(sum, x, length);
    }
    foldSum();
  }

  private void dot(Floats input, Floats gradient, int from) {
    Arrays.fill(sum, 0f);
    int end = from + positions * channels;
    for (int at = from; at < end; at += tile) {
      int length = Math.min(tile, end - at);
      input.get(at, x, 0, length);
      gradient.get(at, dy, 0, length);
      addProduct(sum, x, dy, length);
    }
    foldSum();
  }

  private void scale(Floats input, Floats output, int from, float[] gates) {
    repeat(gates, 0, repeated);
    int end = from + positions * channels;
    for (int at = from; at < end; at += tile) {
      int length = Math.min(tile, end - at);
      input.get(at, x, 0, length);
      multiply(x, repeated, length);
      output.put(at, x, 0, length);
    }
  }

  private void inputGradient(Floats gradient, int from, int gateAt, float[] dPooled) {
    repeat(gate, gateAt, repeated);
    repeat(dPooled, 0, repeatedShift);
    int end = from + positions * channels;
    for (int at = from; at < end; at += tile) {
      int length = Math.min(tile, end - at);
      gradient.get(at, dy, 0, length);
      multiplyAdd(dy, repeated, repeatedShift, length);
      gradient.put(at, dy, 0, length);
    }
  }

  private void repeat(float[] values, int from, float[] target) {
    for (int at = 0; at < tile; at += channels) {
      System.arraycopy(values, from, target, at, channels);
    }
  }

  private void foldSum() {
    for (int at = channels; at < tile; at += channels) {
      for (int c = 0; c < channels; c++) {
        sum[c] += sum[at + c];
      }
    }
  }

  private static void add(float[] sum, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[i];
    }
  }

  private static void addProduct(float[] sum, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(x[i], y[i], sum[i]);
    }
  }

  private static void multiply(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] *= y[i];
    }
  }

  private static void multiplyAdd(float[] x, float[] scale, float[] shift, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.fma(x[i], scale[i], shift[i]);
    }
  }

  private static void addScaled(float[] sum, float a, float[] x, int from, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(a, x[from + i], sum[i]);
    }
  }
}
