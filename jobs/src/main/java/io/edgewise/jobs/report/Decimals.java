package io.edgewise.jobs.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** This class rounds the numbers of JSON that programs and people read. */
final class Decimals {

  /**
   * Arithmetic of doubles leaves its noise behind the fifteenth digit or so (0.30000000000000004):
   * twelve are kept.
   */
  private static final MathContext KEPT = new MathContext(12, RoundingMode.HALF_EVEN);

  private Decimals() {}

  /** Rounds a finite number to {@code 12} significant digits. */
  static double rounded(double value) {
    return new BigDecimal(value).round(KEPT).doubleValue();
  }
}
