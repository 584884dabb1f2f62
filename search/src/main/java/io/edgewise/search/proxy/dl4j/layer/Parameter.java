package io.edgewise.search.proxy.dl4j.layer;

import java.util.Arrays;

/**
 * One array of parameters of a layer.
 *
 * @param key its name within the layer
 * @param kind what it is, which decides how it starts and how it is updated
 * @param shape in C order
 */
record Parameter(String key, Kind kind, long... shape) {

  /** A kind says what a parameter is. */
  enum Kind {
    /** Drawn by the layer's weight initialisation; regularised. */
    WEIGHT,
    /** Starts at 0 and follows the gradient. */
    ZERO,
    /** Starts at 1 and follows the gradient. */
    ONE,
    /** A running statistic that starts at 0: its "gradient" is the change itself. */
    STATISTIC_ZERO,
    /** A running statistic that starts at 1. */
    STATISTIC_ONE;

    boolean isStatistic() {
      return this == STATISTIC_ZERO || this == STATISTIC_ONE;
    }
  }

  long length() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}
