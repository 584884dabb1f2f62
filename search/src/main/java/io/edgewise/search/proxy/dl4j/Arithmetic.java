package io.edgewise.search.proxy.dl4j;

import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Products whose results are known, by which a JVM shows that its BLAS computes what it should. */
public final class Arithmetic {

  /** Long enough that implementations take the path of long vectors. */
  public static final int LENGTH = 512;

  private Arithmetic() {}

  /** The BLAS of this JVM gives wrong results, or none. */
  public static final class WrongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongException(String message) {
      super(message);
    }

    WrongException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A vector of small whole numbers, whose products no rounding touches. */
  public static double[] vector(int seed) {
    double[] vector = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      vector[i] = (i * 7 + seed) % 11 - 5;
    }
    return vector;
  }

  /** The product of two such vectors, by a plain loop. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * Holds a result against what it must be.
   *
   * @param of whose arithmetic it is, such as {@code ND4J}
   * @param what such as {@code a product of two matrices}
   * @throws WrongException if it is another number
   */
  public static void require(String of, String what, double expected, DoubleSupplier computed) {
    double got = computed.getAsDouble();
    if (got != expected) {
      throw new WrongException(
          String.format(
              Locale.ROOT,
              "%s computes wrongly on this machine: %s is %s and has to be %s. Two BLAS libraries in"
                  + " one JVM do that: start it with -Ddev.ludovic.netlib.blas.nativeLib=none",
              of,
              what,
              got,
              expected));
    }
  }
}
