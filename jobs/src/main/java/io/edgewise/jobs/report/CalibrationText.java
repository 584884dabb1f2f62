package io.edgewise.jobs.report;

import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.calibration.Calibration;
import io.edgewise.sim.calibration.ToldNumber;
import io.edgewise.sim.calibration.ToldNumber.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The outcome of a calibration, for eyes. */
public final class CalibrationText {

  private CalibrationText() {}

  public static List<String> lines(Calibration fitted, Uncertainty uncertainty) {
    List<String> lines = new ArrayList<>();
    lines.add(ValidationReport.figures("before", fitted.before()));
    lines.add(ValidationReport.figures("after", fitted.after()));
    lines.add(
        ValidationReport.figures(
            fitted.folds() + "-fold cross-validated", fitted.crossValidated()));
    if (uncertainty.isKnown()) {
      lines.add(
          text(
              "  90 %% of the networks left out are within a factor of %.3f",
              uncertainty.factor(Uncertainty.LARGEST)));
    }
    fitted.numbers().stream()
        .filter(ToldNumber::isFitted)
        .forEach(number -> lines.add("  " + line(number)));
    lines.addAll(others(fitted, Verdict.AGREES, "they tell these, and agree with the file: "));
    lines.addAll(
        others(
            fitted,
            Verdict.UNMOVED,
            "no measured network tells these, they are what the file says: "));
    return lines;
  }

  private static String line(ToldNumber number) {
    String value = text("%s = %.6g", number.key(), number.value());
    if (number.verdict() == Verdict.AT_BOUND) {
      return text(
          "%s  (was %.6g): as far as a fit goes; the measurements ask for more, so that the file lacks"
              + " something else, or a measurement is wrong",
          value, number.before());
    }
    return text(
        "%s  (was %.6g; 9 of 10 within %.4g to %.4g)",
        value, number.before(), number.low(), number.high());
  }

  private static List<String> others(Calibration fitted, Verdict verdict, String what) {
    String keys =
        fitted.numbers().stream()
            .filter(number -> number.verdict() == verdict)
            .map(ToldNumber::key)
            .collect(Collectors.joining(", "));
    return keys.isEmpty() ? List.of() : List.of("  " + what + keys);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
