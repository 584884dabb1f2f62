package io.edgewise.search.proxy.dl4j.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Dense convolution as a matrix product: directly on the {@code [N*H*W, C]} view for 1x1 kernels of
 * stride 1 ({@link Products}), otherwise on patches gathered block by block, through the images of
 * the batch, small enough to stay in the second-level cache.
 *
 * <p>x {@code [N, H, W, Cin]}, y {@code [N, H', W', Cout]}, weights {@code [k, k, Cin, Cout]}; all
 * contiguous in C order.
 */
final class DenseConvolution implements Convolution {
  /**
   * Floats of gathered patches in one block: 512 KiB, so that OpenBLAS packs the weights for
   * hundreds of rows at once, in half of a common second-level cache.
   */
  private static final int BLOCK = 128 * 1024;

  private static final Products PRODUCTS = new Products(SmallProducts.HERE);

  private final Window window;
  private final int cin;
  private final int cout;
  private final int patch;

  /** A convolution of {@code cin} to {@code cout} channels over {@code window}. */
  DenseConvolution(Window window, int cin, int cout) {
    this.window = window;
    this.cin = cin;
    this.cout = cout;
    this.patch = window.kernel() * window.kernel() * cin;
  }

  @Override
  public void forward(Floats x, Floats w, Floats y, int n, RowPass written) {
    if (window.pointwise()) {
      int rows = n * window.height() * window.width();
      PRODUCTS.forward(x, w, y, rows, cin, cout, written);
      return;
    }
    Blocks blocks = new Blocks(n);
    for (int from = 0; from < blocks.end; from += blocks.rows) {
      int m = blocks.gather(x, from);
      int row = from * window.outWidth();
      Blas.multiply(m, cout, patch, blocks.patches, 0, w, 0, 0f, y, (long) row * cout);
      written.rows(row, row + m);
    }
  }

  @Override
  public void backward(
      Floats x, Floats w, Floats dy, @Nullable Floats dx, Floats dw, int n, RowPass needed) {
    if (window.pointwise()) {
      int rows = n * window.height() * window.width();
      PRODUCTS.backward(x, w, dy, dx, dw, rows, cin, cout, needed);
      return;
    }
    Blocks blocks = new Blocks(n);
    boolean transpose = dx != null && blocks.smallProduct > 0;
    @Nullable Floats transposed = transpose ? w.transposed(patch, cout) : null;
    for (int from = 0; from < blocks.end; from += blocks.rows) {
      int m = blocks.gather(x, from);
      int row = from * window.outWidth();
      needed.rows(row, row + m);
      long at = (long) row * cout;
      float beta = from == 0 ? 0f : 1f;
      Blas.transposedMultiply(patch, cout, m, blocks.patches, 0, dy, at, beta, dw, 0);
      if (dx != null) {
        if (transposed != null) {
          Blas.multiply(m, patch, cout, dy, at, transposed, 0, 0f, blocks.patches, 0);
        } else {
          Blas.multiplyByTransposed(m, patch, cout, dy, at, w, 0, 0f, blocks.patches, 0);
        }
        blocks.scatter(dx, from);
      }
    }
  }

  /**
   * The patches of a few output rows at a time, and the way back. Output rows are counted through
   * the batch, so a block holds many small images; each method is called with one block after the
   * other.
   */
  private final class Blocks {
    /** Output rows of the batch. */
    final int end;

    /** Output rows of a block; the last may have fewer. */
    final int rows;

    final Floats patches;

    /** Patches that make a small product with the weights; 0 if there is none. */
    final int smallProduct = SmallProducts.HERE.rows(patch, cout);

    private final int rowFloats = window.outWidth() * patch;
    private final int paddedRow = window.paddedWidth() * cin;
    private final int plane = window.paddedHeight() * paddedRow;
    private final int run = window.kernel() * cin;
    private final float[] rowPatches;
    private final float[] padded;
    private final float[] gradient;

    Blocks(int n) {
      end = n * window.outHeight();
      rows = Math.max(1, Math.min(end, rowsOfBlock()));
      Scratch scratch = Scratch.ofThread();
      patches = scratch.offHeap(0, rows * rowFloats);
      rowPatches = scratch.heap(0, rowFloats);
      padded = scratch.heap(1, plane);
      gradient = scratch.heap(2, plane);
      Arrays.fill(padded, 0, plane, 0f);
    }

    /** Returns as many rows as make a small product, unless there is none; then as many as fit. */
    private int rowsOfBlock() {
      int fitting = BLOCK / rowFloats;
      int small = smallProduct / window.outWidth();
      return small == 0 ? fitting : Math.min(small, fitting);
    }

    /** Gathers the patches of output rows {@code from..}; returns their number. */
    int gather(Floats x, int from) {
      int to = Math.min(from + rows, end);
      for (int row = from; row < to; row++) {
        int outRow = row % window.outHeight();
        if (outRow == 0) {
          loadImage(x, row / window.outHeight());
        }
        int at = 0;
        for (int column = 0; column < window.outWidth(); column++) {
          int corner = corner(outRow, column);
          for (int ky = 0; ky < window.kernel(); ky++) {
            System.arraycopy(padded, corner + ky * paddedRow, rowPatches, at, run);
            at += run;
          }
        }
        patches.put((row - from) * rowFloats, rowPatches, 0, rowFloats);
      }
      return (to - from) * window.outWidth();
    }

    /**
     * Adds the patches' gradients of output rows {@code from..} to those of their images, and
     * stores an image's with its last row.
     */
    void scatter(Floats dx, int from) {
      int to = Math.min(from + rows, end);
      for (int row = from; row < to; row++) {
        int outRow = row % window.outHeight();
        if (outRow == 0) {
          Arrays.fill(gradient, 0, plane, 0f);
        }
        patches.get((row - from) * rowFloats, rowPatches, 0, rowFloats);
        int at = 0;
        for (int column = 0; column < window.outWidth(); column++) {
          int corner = corner(outRow, column);
          for (int ky = 0; ky < window.kernel(); ky++) {
            add(rowPatches, at, gradient, corner + ky * paddedRow, run);
            at += run;
          }
        }
        if (outRow == window.outHeight() - 1) {
          storeGradient(dx, row / window.outHeight());
        }
      }
    }

    /** Returns where the window of an output position starts in the padded image. */
    private int corner(int outRow, int column) {
      return outRow * window.stride() * paddedRow + column * window.stride() * cin;
    }

    private void loadImage(Floats x, int image) {
      for (int y = 0; y < window.height(); y++) {
        x.get(rowAt(image, y), padded, paddedAt(y), window.width() * cin);
      }
    }

    private void storeGradient(Floats dx, int image) {
      for (int y = 0; y < window.height(); y++) {
        dx.put(rowAt(image, y), gradient, paddedAt(y), window.width() * cin);
      }
    }

    private int rowAt(int image, int y) {
      return (image * window.height() + y) * window.width() * cin;
    }

    private int paddedAt(int y) {
      return (y + window.padTop()) * paddedRow + window.padLeft() * cin;
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
