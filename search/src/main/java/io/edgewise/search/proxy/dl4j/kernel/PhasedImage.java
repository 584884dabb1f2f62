package io.edgewise.search.proxy.dl4j.kernel;

/**
 * One image, padded with zeros, its rows split into the phases of a stride; and the shifted rows of
 * one strip of it that a window covers.
 */
final class PhasedImage {
  private final Window window;
  private final int channels;
  private final int kernel;
  private final int stride;

  /** Floats of one phase of a padded row, and of all its phases side by side. */
  private final int phaseRow;

  private final int paddedRow;
  private final float[] padded;
  private final float[] line;

  /** Shifted rows by {@code (padded row mod kernel, column of the window)}. */
  private final float[][][] ring;

  private final float[][] covered;
  private int at;
  private int length;
  private int loaded;

  PhasedImage(Window window, int channels, int strip) {
    this.window = window;
    this.channels = channels;
    this.kernel = window.kernel();
    this.stride = window.stride();
    this.phaseRow = ((window.paddedWidth() + stride - 1) / stride) * channels;
    this.paddedRow = phaseRow * stride;
    this.padded = new float[window.paddedHeight() * paddedRow];
    this.line = new float[stride == 1 ? 0 : window.width() * channels];
    this.ring = new float[kernel][kernel][strip];
    this.covered = new float[kernel * kernel][];
  }

  /** Returns where padded column {@code x} starts in its row. */
  private int column(int x) {
    return (x % stride) * phaseRow + (x / stride) * channels;
  }

  void load(Floats x, int image) {
    int row = window.width() * channels;
    for (int iy = 0; iy < window.height(); iy++) {
      int from = (image * window.height() + iy) * row;
      int to = (iy + window.padTop()) * paddedRow;
      if (stride == 1) {
        x.get(from, padded, to + window.padLeft() * channels, row);
        continue;
      }
      x.get(from, line, 0, row);
      for (int ix = 0; ix < window.width(); ix++) {
        System.arraycopy(line, ix * channels, padded, to + column(ix + window.padLeft()), channels);
      }
    }
  }

  /**
   * Begins at the top of the strip of {@code floats} floats of output that starts at float {@code
   * from} of a row.
   */
  void startStrip(int from, int floats) {
    at = from;
    length = floats;
    loaded = 0;
  }

  /** The k x k shifted rows under output row {@code oy}; rows are asked for from top to bottom. */
  float[][] windowAt(int oy) {
    int first = oy * stride;
    for (int y = Math.max(loaded, first); y < first + kernel; y++) {
      for (int kx = 0; kx < kernel; kx++) {
        System.arraycopy(padded, y * paddedRow + column(kx) + at, ring[y % kernel][kx], 0, length);
      }
    }
    loaded = first + kernel;
    for (int ky = 0; ky < kernel; ky++) {
      System.arraycopy(ring[(first + ky) % kernel], 0, covered, ky * kernel, kernel);
    }
    return covered;
  }
}
