package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.kernel.Window;
import java.util.Arrays;

/**
 * The layers written down once more, in double and as their definitions read, with no thought of
 * speed: what the fast ones are tested against. All arrays NHWC.
 */
final class Reference {
  private Reference() {}

  static double activate(Activation activation, double z) {
    return switch (activation) {
      case NONE -> z;
      case RELU -> Math.max(z, 0);
      case RELU6 -> Math.min(Math.max(z, 0), 6);
      case SWISH -> z * sigmoid(z);
    };
  }

  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** Weights {@code [k, k, cin, cout]}. */
  static double[] convolution(double[] x, double[] w, Window window, int n, int cin, int cout) {
    int k = window.kernel();
    double[] y = new double[n * window.outHeight() * window.outWidth() * cout];
    for (int i = 0; i < n; i++) {
      for (int oy = 0; oy < window.outHeight(); oy++) {
        for (int ox = 0; ox < window.outWidth(); ox++) {
          int out = ((i * window.outHeight() + oy) * window.outWidth() + ox) * cout;
          for (int t = 0; t < k * k; t++) {
            int iy = oy * window.stride() + t / k - window.padTop();
            int ix = ox * window.stride() + t % k - window.padLeft();
            if (iy < 0 || iy >= window.height() || ix < 0 || ix >= window.width()) {
              continue;
            }
            int in = ((i * window.height() + iy) * window.width() + ix) * cin;
            for (int c = 0; c < cin; c++) {
              for (int o = 0; o < cout; o++) {
                y[out + o] += x[in + c] * w[(t * cin + c) * cout + o];
              }
            }
          }
        }
      }
    }
    return y;
  }

  /** Weights {@code [groups, k, k, cin, cout]}, channels of one group. */
  static double[] grouped(
      double[] x, double[] w, Window window, int n, int groups, int cin, int cout) {
    int positions = window.outHeight() * window.outWidth();
    double[] y = new double[n * positions * groups * cout];
    for (int g = 0; g < groups; g++) {
      int from = g * w.length / groups;
      double[] outputs =
          convolution(
              channels(x, groups * cin, g * cin, cin),
              Arrays.copyOfRange(w, from, from + w.length / groups),
              window,
              n,
              cin,
              cout);
      for (int i = 0; i < outputs.length; i++) {
        y[i / cout * groups * cout + g * cout + i % cout] = outputs[i];
      }
    }
    return y;
  }

  /** {@code n} of {@code channels} channels of every position. */
  private static double[] channels(double[] x, int channels, int from, int n) {
    double[] part = new double[x.length / channels * n];
    for (int i = 0; i < part.length; i++) {
      part[i] = x[i / n * channels + from + i % n];
    }
    return part;
  }

  /** A depthwise convolution is a dense one whose weights are zero between different channels. */
  static double[] depthwise(double[] x, double[] w, Window window, int n, int channels) {
    double[] dense = new double[w.length * channels];
    for (int i = 0; i < w.length; i++) {
      dense[i * channels + i % channels] = w[i];
    }
    return convolution(x, dense, window, n, channels, channels);
  }

  static double[] normalise(
      double[] x, double[] gamma, double[] beta, double epsilon, Activation activation) {
    int channels = gamma.length;
    int rows = x.length / channels;
    double[] y = new double[x.length];
    for (int c = 0; c < channels; c++) {
      double mean = 0;
      for (int r = 0; r < rows; r++) {
        mean += x[r * channels + c] / rows;
      }
      double variance = 0;
      for (int r = 0; r < rows; r++) {
        variance += Math.pow(x[r * channels + c] - mean, 2) / rows;
      }
      for (int r = 0; r < rows; r++) {
        double hat = (x[r * channels + c] - mean) / Math.sqrt(variance + epsilon);
        y[r * channels + c] = activate(activation, gamma[c] * hat + beta[c]);
      }
    }
    return y;
  }

  /** Weights {@code w1 [c, s]}, {@code w2 [s, c]}. */
  static double[] squeezeExcite(
      double[] x, double[] w1, double[] b1, double[] w2, double[] b2, int n, Activation f) {
    int channels = b2.length;
    int squeezed = b1.length;
    double[] pooled = averagePool(x, n, channels);
    double[] y = new double[x.length];
    int image = x.length / n;
    for (int i = 0; i < n; i++) {
      double[] hidden = b1.clone();
      for (int s = 0; s < squeezed; s++) {
        for (int c = 0; c < channels; c++) {
          hidden[s] += pooled[i * channels + c] * w1[c * squeezed + s];
        }
      }
      for (int c = 0; c < channels; c++) {
        double gate = b2[c];
        for (int s = 0; s < squeezed; s++) {
          gate += activate(f, hidden[s]) * w2[s * channels + c];
        }
        for (int at = i * image + c; at < (i + 1) * image; at += channels) {
          y[at] = x[at] * sigmoid(gate);
        }
      }
    }
    return y;
  }

  static double[] averagePool(double[] x, int n, int channels) {
    int image = x.length / n;
    int positions = image / channels;
    double[] y = new double[n * channels];
    for (int at = 0; at < x.length; at++) {
      y[at / image * channels + at % channels] += x[at] / positions;
    }
    return y;
  }
}
