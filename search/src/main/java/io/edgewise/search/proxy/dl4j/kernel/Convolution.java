package io.edgewise.search.proxy.dl4j.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dense convolution as a matrix product: directly on the {@code [N*H*W, C]} view for 1x1 kernels of
 * stride 1, otherwise on patches gathered block by block, small enough to stay in the second-level
 * cache.
 *
 * <p>x {@code [N, H, W, Cin]}, y {@code [N, H', W', Cout]}, weights {@code [k, k, Cin, Cout]}; all
 * contiguous in C order.
 */
public final class Convolution {
  /**
   * Floats of gathered patches in one block: 128 KiB, half of a common second-level cache with room
   * for the rest.
   */
  private static final int BLOCK = 32 * 1024;

  private final Window window;
  private final int cin;
  private final int cout;
  private final int patch;

  /** A convolution of {@code cin} to {@code cout} channels over {@code window}. */
  public Convolution(Window window, int cin, int cout) {
    this.window = window;
    this.cin = cin;
    this.cout = cout;
    this.patch = window.kernel() * window.kernel() * cin;
  }

  /** {@code y = x * w} for {@code n} images. */
  public void forward(Floats x, Floats w, Floats y, int n) {
    if (window.pointwise()) {
      int rows = n * window.height() * window.width();
      Products.multiply(x.matrix(rows, cin), w.matrix(cin, cout), y.matrix(rows, cout));
      return;
    }
    Blocks blocks = new Blocks();
    for (int image = 0; image < n; image++) {
      blocks.loadImage(x, image);
      for (int row = 0; row < window.outHeight(); row += blocks.rows) {
        int m = blocks.gather(row);
        Blas.multiply(m, cout, patch, blocks.patches, 0, w, 0, 0f, y, outAt(image, row));
      }
    }
  }

  /**
   * {@code dw = x^T * dy}, and {@code dx = dy * w^T} unless {@code dx} is null, for {@code n}
   * images.
   */
  public void backward(Floats x, Floats w, Floats dy, @Nullable Floats dx, Floats dw, int n) {
    if (window.pointwise()) {
      int rows = n * window.height() * window.width();
      INDArray gradient = dy.matrix(rows, cout);
      Products.transposedMultiply(x.matrix(rows, cin), gradient, dw.matrix(cin, cout));
      if (dx != null) {
        Products.multiplyByTransposed(gradient, w.matrix(cin, cout), dx.matrix(rows, cin));
      }
      return;
    }
    Blocks blocks = new Blocks();
    float beta = 0f;
    for (int image = 0; image < n; image++) {
      blocks.loadImage(x, image);
      blocks.clearGradient(dx);
      for (int row = 0; row < window.outHeight(); row += blocks.rows) {
        int m = blocks.gather(row);
        long at = outAt(image, row);
        Blas.transposedMultiply(patch, cout, m, blocks.patches, 0, dy, at, beta, dw, 0);
        beta = 1f;
        if (dx != null) {
          Blas.multiplyByTransposed(m, patch, cout, dy, at, w, 0, 0f, blocks.patches, 0);
          blocks.scatter(row);
        }
      }
      blocks.storeGradient(dx, image);
    }
  }

  private long outAt(int image, int row) {
    return ((long) image * window.outHeight() + row) * window.outWidth() * cout;
  }

  /** The patches of a few output rows of one image at a time, and the way back. */
  private final class Blocks {
    final int rows = Math.max(1, Math.min(window.outHeight(), BLOCK / (window.outWidth() * patch)));
    final Floats patches;
    private final int paddedRow = window.paddedWidth() * cin;
    private final int run = window.kernel() * cin;
    private final float[] tile;
    private final float[] padded;
    private final float[] gradient;

    Blocks() {
      Scratch scratch = Scratch.ofThread();
      int size = rows * window.outWidth() * patch;
      int plane = window.paddedHeight() * paddedRow;
      patches = scratch.offHeap(0, size);
      tile = scratch.heap(0, size);
      padded = scratch.heap(1, plane);
      gradient = scratch.heap(2, plane);
      Arrays.fill(padded, 0, plane, 0f);
    }

    void loadImage(Floats x, int image) {
      int row = window.width() * cin;
      for (int y = 0; y < window.height(); y++) {
        x.get(
            (image * window.height() + y) * row,
            padded,
            (y + window.padTop()) * paddedRow + window.padLeft() * cin,
            row);
      }
    }

    void clearGradient(@Nullable Floats dx) {
      if (dx != null) {
        Arrays.fill(gradient, 0, window.paddedHeight() * paddedRow, 0f);
      }
    }

    void storeGradient(@Nullable Floats dx, int image) {
      if (dx == null) {
        return;
      }
      int row = window.width() * cin;
      for (int y = 0; y < window.height(); y++) {
        dx.put(
            (image * window.height() + y) * row,
            gradient,
            (y + window.padTop()) * paddedRow + window.padLeft() * cin,
            row);
      }
    }

    /** Gathers the patches of output rows {@code from..}; returns their number. */
    int gather(int from) {
      int to = Math.min(from + rows, window.outHeight());
      int at = 0;
      for (int oy = from; oy < to; oy++) {
        for (int ox = 0; ox < window.outWidth(); ox++) {
          int corner = oy * window.stride() * paddedRow + ox * window.stride() * cin;
          for (int ky = 0; ky < window.kernel(); ky++) {
            System.arraycopy(padded, corner + ky * paddedRow, tile, at, run);
            at += run;
          }
        }
      }
      patches.put(0, tile, 0, at);
      return (to - from) * window.outWidth();
    }

    /** Adds the patches' gradients of output rows {@code from..} to the image's. */
    void scatter(int from) {
      int to = Math.min(from + rows, window.outHeight());
      patches.get(0, tile, 0, (to - from) * window.outWidth() * patch);
      int at = 0;
      for (int oy = from; oy < to; oy++) {
        for (int ox = 0; ox < window.outWidth(); ox++) {
          int corner = oy * window.stride() * paddedRow + ox * window.stride() * cin;
          for (int ky = 0; ky < window.kernel(); ky++) {
            add(tile, at, gradient, corner + ky * paddedRow, run);
            at += run;
          }
        }
      }
    }
  }

  // The stored index is the loop variable itself: C2 (JDK 17) vectorises that, and not target[to +
  // i].
  private static void add(float[] source, int from, float[] target, int to, int n) {
    int shift = from - to;
    for (int i = to; i < to + n; i++) {
      target[i] += source[i + shift];
    }
  }
}
