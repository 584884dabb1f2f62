package io.edgewise.search.proxy.dl4j.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a depthwise convolution with respect to its input: every input position gathers
 * from the output positions whose windows cover it.
 *
 * <p>With a stride of s, padded input row y is reached by the filter rows ky = y (mod s), from
 * output row (y - ky) / s; the same holds for columns. So input positions fall into s x s phases,
 * and within a phase a tap is one shifted row of the output's gradient, as in the forward
 * direction.
 */
final class GradientPhases {
  private final Window window;
  private final int channels;
  private final int stride;

  /**
   * Rows and columns of zeros around the gradient, and the shifts a row of it is needed with, less
   * one.
   */
  private final int border;

  private final int borderedRow;
  private final float[] bordered;
  private final int strip;

  /** Shifted rows by {@code (bordered row mod (border + 1), shift)}. */
  private final float[][][] ring;

  private final Phase[] phases;

  /** Input positions of one row phase and one column phase. */
  private record Phase(
      int firstColumn, int columns, List<Tap> taps, float[][] shifted, float[][] weights) {}

  /** A filter tap: how many output rows up and columns left it looks. */
  private record Tap(int up, int left) {}

  GradientPhases(Window window, int channels, int strip, float[][] weights) {
    this.window = window;
    this.channels = channels;
    this.stride = window.stride();
    this.strip = strip;
    this.border = (window.kernel() - 1) / stride;
    int rows = (window.paddedHeight() + stride - 1) / stride + border;
    int columns = (window.paddedWidth() + stride - 1) / stride + border;
    this.borderedRow = columns * channels;
    this.bordered = new float[rows * borderedRow];
    this.ring = new float[border + 1][border + 1][strip];
    this.phases = new Phase[stride * stride];
    for (int p = 0; p < phases.length; p++) {
      phases[p] = phase(p / stride, p % stride, weights);
    }
  }

  private Phase phase(int rowPhase, int columnPhase, float[][] weights) {
    List<Tap> taps = new ArrayList<>();
    List<float[]> used = new ArrayList<>();
    for (int ky = rowPhase; ky < window.kernel(); ky += stride) {
      for (int kx = columnPhase; kx < window.kernel(); kx += stride) {
        taps.add(new Tap(ky / stride, kx / stride));
        used.add(weights[ky * window.kernel() + kx]);
      }
    }
    int first = Math.max(0, Math.floorDiv(window.padLeft() - columnPhase + stride - 1, stride));
    int last = Math.floorDiv(window.padLeft() + window.width() - 1 - columnPhase, stride);
    return new Phase(
        first, last - first + 1, taps, new float[taps.size()][], used.toArray(new float[0][]));
  }

  /** Takes the output's gradient of one image. */
  void load(Floats dy, int image) {
    int row = window.outWidth() * channels;
    for (int oy = 0; oy < window.outHeight(); oy++) {
      dy.get(
          (image * window.outHeight() + oy) * row,
          bordered,
          (oy + border) * borderedRow + border * channels,
          row);
    }
  }

  /** Writes the input's gradient of that image to {@code dx}. */
  void toInput(float[] sum, Floats dx, int image) {
    int row = window.width() * channels;
    for (int rowPhase = 0; rowPhase < stride; rowPhase++) {
      for (int columnPhase = 0; columnPhase < stride; columnPhase++) {
        Phase phase = phases[rowPhase * stride + columnPhase];
        for (int at = 0; at < phase.columns * channels; at += strip) {
          strip(phase, rowPhase, columnPhase, at, sum, dx, image * window.height() * row);
        }
      }
    }
  }

  private void strip(
      Phase phase, int rowPhase, int columnPhase, int at, float[] sum, Floats dx, int imageAt) {
    int length = Math.min(strip, phase.columns * channels - at);
    int first = phase.firstColumn * channels + at;
    int loaded = -1;
    for (int y = rowPhase; y < window.padTop() + window.height(); y += stride) {
      int iy = y - window.padTop();
      if (iy < 0) {
        continue;
      }
      int top = y / stride;
      for (int r = Math.max(loaded, top); r <= top + border; r++) {
        shift(r, first, length);
      }
      loaded = top + border + 1;
      for (int t = 0; t < phase.shifted.length; t++) {
        Tap tap = phase.taps.get(t);
        phase.shifted[t] = ring[(top + border - tap.up) % (border + 1)][tap.left];
      }
      Taps.multiplyAdd(sum, phase.shifted, phase.weights, length);
      store(
          sum,
          length,
          dx,
          imageAt + iy * window.width() * channels,
          (phase.firstColumn * stride + columnPhase - window.padLeft()) * channels + at * stride);
    }
  }

  /** Copies row {@code r} of the bordered gradient, once for every shift. */
  private void shift(int r, int first, int length) {
    for (int left = 0; left <= border; left++) {
      System.arraycopy(
          bordered,
          r * borderedRow + first + (border - left) * channels,
          ring[r % (border + 1)][left],
          0,
          length);
    }
  }

  private void store(float[] sum, int length, Floats dx, int rowAt, int column) {
    if (stride == 1) {
      dx.put(rowAt + column, sum, 0, length);
      return;
    }
    for (int at = 0; at < length; at += channels) {
      dx.put(rowAt + column + at * stride, sum, at, channels);
    }
  }
}
