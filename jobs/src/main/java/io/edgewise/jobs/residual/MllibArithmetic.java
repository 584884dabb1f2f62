package io.edgewise.jobs.residual;

import io.edgewise.search.proxy.dl4j.Arithmetic;
import io.edgewise.search.proxy.dl4j.OneBlas;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vectors;

/**
 * This check sees that MLlib computes what it should, whenever something is fitted or predicted
 * with it.
 */
final class MllibArithmetic {

  private MllibArithmetic() {}

  /**
   * Keeps MLlib off the machine's BLAS, and sees what it computes then.
   *
   * @throws Arithmetic.WrongException if a product is wrong, as it may be where somebody used MLlib
   *     in this JVM before
   */
  static void require() {
    OneBlas.claim();
    double[] a = Arithmetic.vector(1);
    double[] b = Arithmetic.vector(2);
    Arithmetic.require(
        "MLlib",
        "a product of two vectors",
        Arithmetic.dot(a, b),
        () -> Vectors.dense(a).dot(Vectors.dense(b)));
    Arithmetic.require(
        "MLlib",
        "a product of two matrices",
        Arithmetic.dot(a, b),
        () ->
            new DenseMatrix(1, a.length, a).multiply(new DenseMatrix(b.length, 1, b)).apply(0, 0));
  }
}
