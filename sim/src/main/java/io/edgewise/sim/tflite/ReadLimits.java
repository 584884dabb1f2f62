package io.edgewise.sim.tflite;

import java.util.Locale;

/** Limits on what a file may hold, for both readers: of its operators, and of its layers. */
final class ReadLimits {

  /** Ten times the largest vision network; all of them are read well within a second. */
  static final int MAX_OPERATORS = 20_000;

  /** Inputs, or outputs, of a network. */
  static final int MAX_ENDS = 1_000;

  private ReadLimits() {}

  /**
   * Lets pass what is within a limit.
   *
   * @param what says how many there are, such as {@code "the network has %d inputs"}
   * @throws TfliteException if there are more
   */
  static void require(int limit, int count, String what) {
    if (count > limit) {
      throw new TfliteException(String.format(Locale.ROOT, what, count) + "; allowed are " + limit);
    }
  }
}
