package io.edgewise.jobs.status;

import io.edgewise.jobs.console.TimeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A progress line says how far a search is in less than the 80 columns of a terminal. What does not
 * fit is left out from its end: the best so far first, then the failures.
 *
 * @param trained networks so far
 * @param most networks at its end, at least 0
 * @param elapsed since this process began to search
 * @param left time until the end, as far as it can be told
 * @param mayEndBefore whether the end may come before that
 * @param failed trainings
 * @param best accuracy and latency of the best; empty before the first
 */
record ProgressLine(
    long trained,
    long most,
    Duration elapsed,
    Optional<Duration> left,
    boolean mayEndBefore,
    long failed,
    String best) {

  /** A line of 80 would make some terminals begin the next. */
  static final int COLUMNS = 79;

  private static final int BAR = 12;

  /** The line, of at most {@link #COLUMNS} characters of ASCII. */
  String text() {
    List<String> parts = new ArrayList<>();
    parts.add(String.format(Locale.ROOT, "%s %d/%d networks", bar(), trained, most));
    parts.add(TimeText.of(elapsed));
    left.ifPresent(
        time -> parts.add((mayEndBefore ? "at most " : "about ") + TimeText.of(time) + " left"));
    if (failed > 0) {
      parts.add(failed + " failed");
    }
    if (!best.isEmpty()) {
      parts.add("best " + best);
    }
    while (parts.size() > 1 && String.join(", ", parts).length() > COLUMNS) {
      parts.remove(parts.size() - 1);
    }
    return String.join(", ", parts);
  }

  private String bar() {
    int done = most == 0 ? BAR : (int) (BAR * Math.min(trained, most) / most);
    return "[" + "=".repeat(done) + " ".repeat(BAR - done) + "]";
  }
}
