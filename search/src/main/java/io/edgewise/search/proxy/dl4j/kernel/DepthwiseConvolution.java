package io.edgewise.search.proxy.dl4j.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution, one k x k filter a channel, as multiply-adds of whole arrays.
 *
 * <p>Channels are innermost, so a filter tap is one shifted row of {@code W * C} floats times the
 * tap's weights repeated along the row. The image is worked through in strips of columns, top to
 * bottom, with the shifted rows of the strip that the window covers in a ring: each is copied once
 * and used for every row of the filter. A stride of s splits a row into s phases (columns j, j+s,
 * ...), after which every tap is again one shifted row.
 *
 * <p>x {@code [N, H, W, C]}, y {@code [N, H', W', C]}, weights {@code [k, k, C]}; all contiguous in
 * C order. An instance holds its working memory: it is not safe for use by several threads at once.
 */
final class DepthwiseConvolution implements Convolution {
  /**
   * Floats of repeated weights: with the ring, somewhat more than a first-level cache for a 5x5
   * kernel.
   */
  private static final int WEIGHTS = 4 * 1024;

  private static final int SHORTEST_LOOP = 1024;

  private final Window window;
  private final int channels;
  private final int kernel;

  /**
   * Floats of one inner loop: a multiple of the channels, so that the repeated weights fit every
   * strip.
   */
  private final int strip;

  private final float[][] weights;
  private final float[][] weightSums;
  private final float[] sum;
  private final PhasedImage input;
  private final GradientPhases gradient;

  /** A depthwise convolution of {@code channels} over {@code window}. */
  DepthwiseConvolution(Window window, int channels) {
    this.window = window;
    this.channels = channels;
    this.kernel = window.kernel();
    int floats = Math.max(SHORTEST_LOOP, WEIGHTS / (kernel * kernel));
    int columns = Math.max(1, Math.min(window.width(), (floats + channels - 1) / channels));
    this.strip = columns * channels;
    this.weights = new float[kernel * kernel][strip];
    this.weightSums = new float[kernel * kernel][strip];
    this.sum = new float[strip];
    this.input = new PhasedImage(window, channels, strip);
    this.gradient = new GradientPhases(window, channels, strip, weights);
  }

  @Override
  public void forward(Floats x, Floats w, Floats y, int n, RowPass written) {
    repeat(w);
    int outRow = window.outWidth() * channels;
    int positions = window.outHeight() * window.outWidth();
    for (int image = 0; image < n; image++) {
      input.load(x, image);
      for (int at = 0; at < outRow; at += strip) {
        int length = Math.min(strip, outRow - at);
        input.startStrip(at, length);
        for (int oy = 0; oy < window.outHeight(); oy++) {
          Taps.multiplyAdd(sum, input.windowAt(oy), weights, length);
          y.put((image * window.outHeight() + oy) * outRow + at, sum, 0, length);
        }
      }
      written.rows(image * positions, (image + 1) * positions);
    }
  }

  @Override
  public void backward(
      Floats x, Floats w, Floats dy, @Nullable Floats dx, Floats dw, int n, RowPass needed) {
    repeat(w);
    for (float[] tap : weightSums) {
      Arrays.fill(tap, 0f);
    }
    int positions = window.outHeight() * window.outWidth();
    for (int image = 0; image < n; image++) {
      needed.rows(image * positions, (image + 1) * positions);
      sumWeightGradient(x, dy, image);
      if (dx != null) {
        gradient.load(dy, image);
        gradient.toInput(sum, dx, image);
      }
    }
    fold(weightSums, dw);
  }

  private void sumWeightGradient(Floats x, Floats dy, int image) {
    int outRow = window.outWidth() * channels;
    input.load(x, image);
    for (int at = 0; at < outRow; at += strip) {
      int length = Math.min(strip, outRow - at);
      input.startStrip(at, length);
      for (int oy = 0; oy < window.outHeight(); oy++) {
        dy.get((image * window.outHeight() + oy) * outRow + at, sum, 0, length);
        Taps.correlate(weightSums, input.windowAt(oy), sum, length);
      }
    }
  }

  /** Spreads the weights of each tap along a strip. */
  private void repeat(Floats w) {
    for (int t = 0; t < weights.length; t++) {
      w.get(t * channels, weights[t], 0, channels);
      for (int at = channels; at < strip; at += channels) {
        System.arraycopy(weights[t], 0, weights[t], at, channels);
      }
    }
  }

  /** Adds up the columns of each tap's sums and writes them to {@code dw}. */
  private void fold(float[][] sums, Floats dw) {
    for (int t = 0; t < sums.length; t++) {
      float[] tap = sums[t];
      for (int at = channels; at < strip; at += channels) {
        for (int c = 0; c < channels; c++) {
          tap[c] += tap[at + c];
        }
      }
      dw.put(t * channels, tap, 0, channels);
    }
  }
}
