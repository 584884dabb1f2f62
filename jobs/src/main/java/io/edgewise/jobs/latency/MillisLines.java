package io.edgewise.jobs.latency;

import io.edgewise.search.trial.DeviceLatency;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The lines tell how long a device took: each that is a number, alone or followed by {@code ms}, is
 * a run in milliseconds. Other lines mean nothing, for tools print warnings; but a number that
 * cannot be a latency ends the command.
 */
final class MillisLines implements Predicate<String> {

  /** A number is whatever a program may print as one: NaN and infinity are refused by name. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "([+-]?(?:\\d{1,40}(?:\\.\\d{0,40})?|\\.\\d{1,40})(?:e[+-]?\\d{1,9})?|[+-]?nan|[+-]?inf(?:inity)?)"
              + "(?:\\s*ms)?",
          Pattern.CASE_INSENSITIVE);

  private static final double LEAST_MILLIS = 1e-4;
  private static final double MOST_MILLIS = 1e6;

  /** Runs beyond this are not needed for a median; a command that prints on is ended. */
  static final int MOST_RUNS = 100_000;

  private final List<Double> millis = new ArrayList<>();
  private Optional<String> mistake = Optional.empty();

  /** Takes in a line; returns whether the command is to go on. */
  @Override
  public synchronized boolean test(String line) {
    var number = NUMBER.matcher(line);
    if (!number.matches()) {
      return true;
    }
    double value = value(number.group(1).toLowerCase(Locale.ROOT));
    if (!(value >= LEAST_MILLIS && value <= MOST_MILLIS)) {
      mistake =
          Optional.of("printed " + line + "; allowed are milliseconds from 0.0001 to 1,000,000");
      return false;
    }
    millis.add(value);
    return millis.size() < MOST_RUNS;
  }

  private static double value(String text) {
    return text.contains("n") ? Double.NaN : Double.parseDouble(text);
  }

  /** Returns which line was no latency, if one was not. */
  synchronized Optional<String> mistake() {
    return mistake;
  }

  /** The median and the spread of the runs; empty if none was told. */
  synchronized Optional<DeviceLatency.Timed> timed() {
    if (millis.isEmpty()) {
      return Optional.empty();
    }
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return Optional.of(
        new DeviceLatency.Timed(
            quantile(sorted, 0.5),
            sorted.size() == 1 ? Double.NaN : quantile(sorted, 0.75) - quantile(sorted, 0.25),
            sorted.size()));
  }

  /** Linear between the two that it lies between. */
  private static double quantile(List<Double> sorted, double share) {
    double place = share * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }
}
