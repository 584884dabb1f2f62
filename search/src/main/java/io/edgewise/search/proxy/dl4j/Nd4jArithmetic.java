package io.edgewise.search.proxy.dl4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * This check sees that ND4J computes, and computes what it should, once a JVM and before anything
 * is trained in it.
 */
final class Nd4jArithmetic {

  private static final int ROWS = 16;

  private Nd4jArithmetic() {}

  /**
   * Seen when the class is loaded; what is wrong is told to everybody who asks, not to the first.
   */
  private static final class Once {
    static final Arithmetic.@Nullable WrongException WRONG =
        wrong(Nd4jArithmetic::products, !Layers.areForCpus(Nd4jArithmetic.class.getClassLoader()));
  }

  /**
   * Must be called before any other class of ND4J is: one whose backend could not be loaded tells
   * why only the first time.
   *
   * @throws Arithmetic.WrongException if a product is wrong, or ND4J has no backend that computes
   *     on this machine
   */
  static void require() {
    if (Once.WRONG != null) {
      throw new Arithmetic.WrongException(String.valueOf(Once.WRONG.getMessage()), Once.WRONG);
    }
  }

  /**
   * Returns what is wrong with products, or null.
   *
   * @param cuda whether a GPU has to compute them
   */
  static Arithmetic.@Nullable WrongException wrong(Runnable products, boolean cuda) {
    try {
      products.run();
      return null;
    } catch (Arithmetic.WrongException e) {
      return e;
    } catch (LinkageError | RuntimeException e) {
      return new Arithmetic.WrongException(
          "ND4J cannot compute on this machine ("
              + root(e)
              + "); "
              + (cuda
                  ? "this edgewise.jar is one of mvn -Pcuda, which needs Nvidia's driver, the"
                      + " libraries of CUDA 11.6, and a GPU of compute capability 3.7 to 8.9: its"
                      + " natives hold nothing for newer ones, such as an H100. A plain build trains"
                      + " on CPUs, and proxy.trainer = command with PyTorch on any GPU"
                  : "its natives are for Linux on x86-64; they come with edgewise.jar and are unpacked"
                      + " into the temporary folder and ~/.javacpp, which must not be mounted noexec:"
                      + " name others by JAVA_TOOL_OPTIONS=\"-Djava.io.tmpdir=DIR"
                      + " -Dorg.bytedeco.javacpp.cachedir=DIR\""),
          e);
    }
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static void products() {
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
