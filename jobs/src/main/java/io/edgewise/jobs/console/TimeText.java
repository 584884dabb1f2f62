package io.edgewise.jobs.console;

import java.time.Duration;
import java.util.Locale;

/** Spells durations as people say them. */
public final class TimeText {

  private TimeText() {}

  /** The two largest units, such as {@code 3 h 05 min}, {@code 4 min 12 s} or {@code 8 s}. */
  public static String of(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1e3);
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
  }
}
