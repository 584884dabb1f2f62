package io.edgewise.search.proxy.dl4j.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of long, narrow matrices with a small one, as 1x1 convolutions need them. A run of rows
 * at a time is a small product for {@link Blas}, a fifth faster than oneDNN; where there are none,
 * ND4J's {@code matmul}, which oneDNN does without the copies that OpenBLAS makes of its operands.
 */
record Products(SmallProducts small) {
  /** {@code c[rows,n] = a[rows,k] b[k,n]}. */
  void multiply(Floats a, Floats b, Floats c, int rows, int k, int n) {
    int run = small.rows(k, n);
    if (run == 0) {
      matmul(a.matrix(rows, k), b.matrix(k, n), c.matrix(rows, n), 0, 0);
      return;
    }
    for (int row = 0; row < rows; row += run) {
      int m = Math.min(run, rows - row);
      Blas.multiply(m, n, k, a, (long) row * k, b, 0, 0f, c, (long) row * n);
    }
  }

  /** {@code c[rows,n] = a[rows,k] b[n,k]^T}. */
  void multiplyByTransposed(Floats a, Floats b, Floats c, int rows, int k, int n) {
    if (small.rows(k, n) == 0) {
      matmul(a.matrix(rows, k), b.matrix(n, k), c.matrix(rows, n), 0, 1);
      return;
    }
    // OpenBLAS has its fastest small kernel for operands that are not transposed.
    multiply(a, b.transposed(n, k), c, rows, k, n);
  }

  /** {@code c[k,n] = a[rows,k]^T b[rows,n]}: the result is small, and a run would add to it. */
  void transposedMultiply(Floats a, Floats b, Floats c, int rows, int k, int n) {
    matmul(a.matrix(rows, k), b.matrix(rows, n), c.matrix(k, n), 1, 0);
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
