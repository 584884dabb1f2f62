package io.edgewise.search.proxy.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * This check sees that ND4J computes what it should, once a JVM and before anything is trained in
 * it.
 */
final class Nd4jArithmetic {

  private static final int ROWS = 16;

  private Nd4jArithmetic() {}

  /** Seen when the class is loaded. */
  private static final class Once {
    static final boolean SEEN = see();
  }

  /**
   * @throws Arithmetic.WrongException if a product is wrong
   */
  static void require() {
    if (!Once.SEEN) {
      throw new AssertionError("either it was seen, or the class is not loaded");
    }
  }

  private static boolean see() {
    double[] a = Arithmetic.vector(1);
    double[] b = Arithmetic.vector(2);
    INDArray left = matrix(a);
    INDArray right = matrix(b);
    Arithmetic.require(
        "ND4J",
        "a product of two vectors",
        Arithmetic.dot(a, b),
        () -> Nd4j.getBlasWrapper().dot(left.ravel(), right.ravel()));
    Arithmetic.require(
        "ND4J",
        "a product of two matrices",
        Arithmetic.dot(a, b),
        () -> trace(left.mmul(right.transpose())));
    return true;
  }

  private static INDArray matrix(double[] values) {
    return Nd4j.createFromArray(values)
        .castTo(DataType.FLOAT)
        .reshape(ROWS, Arithmetic.LENGTH / ROWS);
  }

  /** Returns the trace, which for {@code A Bᵀ} is the sum of the products of their elements. */
  private static double trace(INDArray square) {
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      sum += square.getDouble(i, i);
    }
    return sum;
  }
}
