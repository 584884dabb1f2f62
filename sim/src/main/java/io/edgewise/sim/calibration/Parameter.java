package io.edgewise.sim.calibration;

import java.util.regex.Pattern;

/**
 * A number of an accelerator file that may be fitted.
 *
 * @param key its full key, such as {@code host.fixed-micros}
 * @param initial where the fit starts, at least 0
 */
public record Parameter(String key, double initial) {

  /** A fit may move a parameter by this factor either way. */
  private static final double REACH = 30;

  /** A value below this share of its scale counts as 0. */
  private static final double FLOOR = 1e-6;

  private static final Pattern STEPS =
      Pattern.compile(".*[.-]bytes|.*-bytes-per-tile|.*-after-micros");

  public Parameter {
    if (!(initial >= 0)) {
      throw new IllegalArgumentException(
          key + " = " + initial + ": only a number from 0 can be fitted");
    }
  }

  /** The value at a place of the optimiser, which sees logarithms of the initial value's factor. */
  double value(double place) {
    double scale = initial > 0 ? initial : 1;
    double factor = Math.exp(Math.max(-limit(), Math.min(limit(), place)));
    return initial > 0 ? initial * factor : Math.max(0, scale * (factor - 1 + FLOOR));
  }

  /** The largest logarithm of a factor by which a fit may move a parameter. */
  static double limit() {
    return Math.log(REACH);
  }

  /** Tells whether a fitted value is as far as a fit may go. */
  boolean isBound(double fitted) {
    return initial > 0 && Math.abs(Math.log(fitted / initial)) > 0.99 * limit();
  }

  /** Tells whether its value is a number of bytes. */
  boolean isWhole() {
    return inSteps() && !key.endsWith("micros");
  }

  /** Tells whether latencies go in steps where it moves: the sizes of memories, and waits. */
  boolean inSteps() {
    return !key.contains(".rates.") && STEPS.matcher(key).matches();
  }
}
