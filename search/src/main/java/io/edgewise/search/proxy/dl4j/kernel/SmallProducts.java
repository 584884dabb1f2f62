package io.edgewise.search.proxy.dl4j.kernel;

import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Matrix products that OpenBLAS does without packing its operands, up to a sixth faster: where it
 * has kernels for AVX-512, those of m n k up to a million (its
 * kernel/x86_64/sgemm_small_kernel_permit_skylakex.c); elsewhere none.
 *
 * @param bound on m n k; 0 for none
 */
record SmallProducts(long bound) {
  /** Those of this machine. */
  static final SmallProducts HERE = new SmallProducts(hasAvx512() ? 1_000_000 : 0);

  /** Rows that a product must have to be worth its call. */
  private static final int FEWEST = 64;

  /** ND4J gives the best level of instructions that the processor has as a number: 3 is AVX-512. */
  private static final int AVX512 = 3;

  private static boolean hasAvx512() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps().optimalLevel() == AVX512;
  }

  /**
   * The most rows whose product with a {@code [k, n]} matrix is small; 0 if they are not worth it.
   */
  int rows(int k, int n) {
    long rows = Math.min(bound / ((long) k * n), Integer.MAX_VALUE);
    return rows < FEWEST ? 0 : (int) rows;
  }
}
