package io.edgewise.search.proxy.dl4j.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of long, narrow matrices with a small one, as 1x1 convolutions need them. A run of rows
 * at a time is a small product for {@link Blas}, a fifth faster than oneDNN; where there are none,
 * ND4J's {@code matmul}, which oneDNN does without the copies that OpenBLAS makes of its operands.
 */
record Products(SmallProducts small) {
  /** {@code y[rows,n] = x[rows,k] w[k,n]}. */
  void forward(Floats x, Floats w, Floats y, int rows, int k, int n, RowPass written) {
    int run = small.rows(k, n);
    if (run == 0) {
      matmul(x.matrix(rows, k), w.matrix(k, n), y.matrix(rows, n), 0, 0);
      written.rows(0, rows);
      return;
    }
    for (int row = 0; row < rows; row += run) {
      int m = Math.min(run, rows - row);
      Blas.multiply(m, n, k, x, (long) row * k, w, 0, 0f, y, (long) row * n);
      written.rows(row, row + m);
    }
  }

  /** {@code dw[k,n] = x[rows,k]^T dy[rows,n]} and, unless it is null, {@code dx = dy w[k,n]^T}. */
  void backward(
      Floats x,
      Floats w,
      Floats dy,
      @Nullable Floats dx,
      Floats dw,
      int rows,
      int k,
      int n,
      RowPass needed) {
    int run = small.rows(k, n);
    if (run == 0) {
      needed.rows(0, rows);
      matmul(x.matrix(rows, k), dy.matrix(rows, n), dw.matrix(k, n), 1, 0);
      if (dx != null) {
        matmul(dy.matrix(rows, n), w.matrix(k, n), dx.matrix(rows, k), 0, 1);
      }
      return;
    }
    // OpenBLAS has its fastest small kernel for operands that are not transposed.
    @Nullable Floats transposed = dx == null ? null : w.transposed(k, n);
    for (int row = 0; row < rows; row += run) {
      int m = Math.min(run, rows - row);
      needed.rows(row, row + m);
      float beta = row == 0 ? 0f : 1f;
      Blas.transposedMultiply(k, n, m, x, (long) row * k, dy, (long) row * n, beta, dw, 0);
      if (dx != null && transposed != null) {
        Blas.multiply(m, k, n, dy, (long) row * n, transposed, 0, 0f, dx, (long) row * k);
      }
    }
  }

  private static void matmul(INDArray a, INDArray b, INDArray c, int transA, int transB) {
    Nd4j.exec(
        DynamicCustomOp.builder("matmul")
            .addInputs(a, b)
            .addOutputs(c)
            .addIntegerArguments(transA, transB, 0)
            .build());
  }
}
