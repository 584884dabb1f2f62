package io.edgewise.search.proxy.dl4j.kernel;

import org.bytedeco.openblas.global.openblas;

/**
 * Single-precision matrix products on the OpenBLAS that ND4J's CPU backend brings, for the small
 * blocks of gathered patches: 80 to 100 billion operations a second where ND4J's {@code conv2d_bp}
 * reaches 40. {@link Products} is faster for long, narrow matrices.
 */
final class Blas {
  private Blas() {}

  static {
    // One thread a training: two trainings side by side beat one on two threads (461 against 277
    // images a second).
    openblas.blas_set_num_threads(1);
  }

  /** {@code c[m,n] = a[m,k] b[k,n] + beta c}. */
  static void multiply(
      int m, int n, int k, Floats a, long aAt, Floats b, long bAt, float beta, Floats c, long cAt) {
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        m,
        n,
        k,
        1f,
        a.at(aAt),
        k,
        b.at(bAt),
        n,
        beta,
        c.at(cAt),
        n);
  }

  /** {@code c[m,n] = a[m,k] b[n,k]^T + beta c}. */
  static void multiplyByTransposed(
      int m, int n, int k, Floats a, long aAt, Floats b, long bAt, float beta, Floats c, long cAt) {
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        openblas.CblasTrans,
        m,
        n,
        k,
        1f,
        a.at(aAt),
        k,
        b.at(bAt),
        k,
        beta,
        c.at(cAt),
        n);
  }

  /** {@code c[m,n] = a[k,m]^T b[k,n] + beta c}. */
  static void transposedMultiply(
      int m, int n, int k, Floats a, long aAt, Floats b, long bAt, float beta, Floats c, long cAt) {
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        openblas.CblasTrans,
        openblas.CblasNoTrans,
        m,
        n,
        k,
        1f,
        a.at(aAt),
        m,
        b.at(bAt),
        n,
        beta,
        c.at(cAt),
        n);
  }
}
