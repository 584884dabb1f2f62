package io.edgewise.search.stopping;

import io.edgewise.search.history.Tally;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A budget is what a search may spend. A generation is begun only if it fits in what is left, taken
 * that it costs as much as the most costly one so far; so no budget is exceeded for having been
 * noticed too late. The first generation is always begun.
 *
 * @param trainings networks trained, those that failed too; repetitions cost none
 * @param wall time of the generations from start to end, each added up
 * @param cores core time of the trainings
 */
public record Budget(Optional<Long> trainings, Optional<Duration> wall, Optional<Duration> cores) {

  /** No limits. */
  public static final Budget NONE =
      new Budget(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Returns why no further generation fits; empty if one does.
   *
   * @param candidates most networks that a generation trains
   */
  Optional<String> exhausted(Tally tally, int candidates) {
    if (tally.generations() == 0) {
      return Optional.empty();
    }
    return trainings
        .filter(limit -> tally.counts().trained() + candidates > limit)
        .map(
            limit ->
                String.format(
                    Locale.ROOT,
                    "budget: %d of %d trials are done and a generation takes up to %d",
                    tally.counts().trained(),
                    limit,
                    candidates))
        .or(() -> exhausted("wall time", wall, tally.spent().wall(), tally.largest().wall()))
        .or(() -> exhausted("core time", cores, tally.spent().cores(), tally.largest().cores()));
  }

  private static Optional<String> exhausted(
      String what, Optional<Duration> limit, Duration spent, Duration largest) {
    return limit
        .filter(l -> spent.plus(largest).compareTo(l) > 0)
        .map(
            l ->
                String.format(
                    Locale.ROOT,
                    "budget: %s of %s %s are spent and a generation takes up to %s",
                    text(spent),
                    text(l),
                    what,
                    text(largest)));
  }

  private static String text(Duration duration) {
    return duration.toHours() >= 2
        ? String.format(Locale.ROOT, "%.1f h", duration.toMinutes() / 60.0)
        : String.format(Locale.ROOT, "%.1f min", duration.toMillis() / 60e3);
  }
}
