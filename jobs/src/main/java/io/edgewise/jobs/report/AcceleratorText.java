package io.edgewise.jobs.report;

import com.typesafe.config.Config;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.calibration.Calibration;
import io.edgewise.sim.calibration.Calibrator;
import io.edgewise.sim.calibration.ToldNumber;
import io.edgewise.sim.calibration.ToldNumber.Verdict;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The file of a fitted accelerator: that of the one the fit started from, with what it includes,
 * its order and its comments. A number that was fitted says what it was fitted to, its interval,
 * and what stood there before.
 */
public final class AcceleratorText {

  private static final String BEFORE = "; before ";

  private AcceleratorText() {}

  /**
   * Makes the file's text.
   *
   * @param accelerator the file or built-in name that the fit started from
   * @param uncertainty that the fit shows; not known of few networks, and nothing then stands there
   * @param table names the measurements
   */
  public static SettingsText of(
      String accelerator, Calibration fitted, Uncertainty uncertainty, String table) {
    Config settings = AcceleratorFile.settings(accelerator);
    SettingsText text = AcceleratorFile.text(accelerator);
    for (ToldNumber number : fitted.numbers()) {
      if (number.isFitted()) {
        text =
            text.with(
                settings,
                number.key(),
                plain(number.value()),
                before -> comment(before, number, table));
      }
    }
    text =
        uncertainty.isKnown()
            ? text.with(
                settings,
                Calibrator.UNCERTAINTY,
                factors(uncertainty),
                x -> "calibrated on " + table)
            : text.without(settings, Calibrator.UNCERTAINTY);
    AcceleratorFile.parse(accelerator, text.settings());
    return text;
  }

  /** A comment is a unit or a meaning, then where the number comes from. */
  private static String comment(String before, ToldNumber number, String table) {
    int from = before.indexOf(';');
    String meaning = from < 0 ? before : before.substring(0, from);
    String origin = from < 0 ? "" : before.substring(from + 1).strip();
    int older = origin.indexOf(BEFORE);
    origin = older < 0 ? origin : origin.substring(0, older);
    String interval =
        number.verdict() == Verdict.AT_BOUND
            ? ", as far as a fit goes"
            : ", 9 of 10 within " + plain3(number.low()) + " to " + plain3(number.high());
    return (meaning.isBlank() ? "" : meaning.strip() + "; ")
        + "calibrated on "
        + table
        + interval
        + BEFORE
        + plain(number.before())
        + (origin.isEmpty() ? "" : ": " + origin);
  }

  private static String factors(Uncertainty uncertainty) {
    return uncertainty.factors().stream()
        .map(factor -> String.format(Locale.ROOT, "%.3f", factor))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** A number without an exponent. */
  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String plain3(double value) {
    return new BigDecimal(String.format(Locale.ROOT, "%.2e", value))
        .stripTrailingZeros()
        .toPlainString();
  }
}
