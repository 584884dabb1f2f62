package io.edgewise.sim.calibration;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A number of an accelerator file and what measurements said of it.
 *
 * @param key its full key
 * @param before as the file has it
 * @param value as it is after, to six digits
 * @param low lower end of the interval in which it lies in 90 of 100 cases, if the model is right
 * @param high upper end
 */
public record ToldNumber(
    String key, double before, double value, double low, double high, Verdict verdict) {

  /** A verdict is what became of a number. */
  public enum Verdict {
    /** It was fitted. */
    FITTED,
    /** It was fitted, and went as far as a fit may go: the model or the measurements are wrong. */
    AT_BOUND,
    /** The measurements tell it, and agree with the file. */
    AGREES,
    /** No measured network takes longer or shorter for it. */
    UNMOVED
  }

  /** Digits of a fitted value: more are noise. */
  private static final MathContext DIGITS = new MathContext(6);

  public ToldNumber {
    value = value == before ? value : new BigDecimal(value).round(DIGITS).doubleValue();
  }

  /** Tells whether its value is one of the fit. */
  public boolean isFitted() {
    return verdict == Verdict.FITTED || verdict == Verdict.AT_BOUND;
  }
}
