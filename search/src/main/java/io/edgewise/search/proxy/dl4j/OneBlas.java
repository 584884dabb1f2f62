package io.edgewise.search.proxy.dl4j;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One BLAS a JVM. ND4J brings an OpenBLAS of its own. Spark's MLlib (dev.ludovic.netlib) loads the
 * machine's {@code libblas.so.3} beside it where there is one, as data-science images have; symbols
 * of the two are then mixed up, and results are wrong without a word. MLlib's Java code is as fast
 * for what is fitted here.
 */
public final class OneBlas {

  private static final List<String> LIBRARIES = List.of("blas", "lapack", "arpack");

  /** No file of this name exists, so Java's own implementation is taken. */
  private static final String NONE = "none";

  /** Kept, as the logging of Java forgets the levels of loggers that nobody holds. */
  private static final List<Logger> LOGGERS =
      LIBRARIES.stream().map(OneBlas::builder).map(Logger::getLogger).toList();

  private OneBlas() {}

  /** Keeps MLlib to Java in this JVM; whoever uses MLlib or trains calls it first. */
  public static void claim() {
    for (String library : LIBRARIES) {
      String key = "dev.ludovic.netlib." + library + ".nativeLib";
      if (System.getProperty(key) == null) {
        System.setProperty(key, NONE);
      }
    }
    // That no library is found is what is wanted, and no warning.
    LOGGERS.forEach(logger -> logger.setLevel(Level.SEVERE));
  }

  private static String builder(String library) {
    return "dev.ludovic.netlib." + library + ".InstanceBuilder";
  }
}
