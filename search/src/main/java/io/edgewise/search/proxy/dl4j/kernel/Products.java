package io.edgewise.search.proxy.dl4j.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of long, narrow matrices on ND4J's {@code matmul}, which oneDNN does without the copies
 * that OpenBLAS makes of its operands: up to twice as fast for 1x1 convolutions, slower for the
 * small blocks of {@link Blas}.
 */
final class Products {
  private Products() {}

  /** {@code c = a b}. */
  static void multiply(INDArray a, INDArray b, INDArray c) {
    product(a, b, c, 0, 0);
  }

  /** {@code c = a b^T}. */
  static void multiplyByTransposed(INDArray a, INDArray b, INDArray c) {
    product(a, b, c, 0, 1);
  }

  /** {@code c = a^T b}. */
  static void transposedMultiply(INDArray a, INDArray b, INDArray c) {
    product(a, b, c, 1, 0);
  }

  private static void product(INDArray a, INDArray b, INDArray c, int transA, int transB) {
    Nd4j.exec(
        DynamicCustomOp.builder("matmul")
            .addInputs(a, b)
            .addOutputs(c)
            .addIntegerArguments(transA, transB, 0)
            .build());
  }
}
