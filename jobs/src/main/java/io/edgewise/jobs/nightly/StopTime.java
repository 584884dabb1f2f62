package io.edgewise.jobs.nightly;

import io.edgewise.search.history.Tally;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The time of day at which a night ends: the first after its search was started, also when the
 * search goes on after a crash. A generation begins only if one as long as the longest so far would
 * be over by then.
 */
public record StopTime(Instant end, Clock clock) {

  /** The first time of day after the start. */
  public static StopTime after(Instant start, LocalTime time, ZoneId zone, Clock clock) {
    ZonedDateTime local = start.atZone(zone);
    ZonedDateTime sameDay = local.with(time);
    ZonedDateTime end = sameDay.isAfter(local) ? sameDay : sameDay.plusDays(1).with(time);
    return new StopTime(end.toInstant(), clock);
  }

  /** Returns why no further generation may begin; empty if one may. */
  public Optional<String> stops(Tally tally) {
    return clock.instant().plus(tally.largest().wall()).isAfter(end)
        ? Optional.of("time: a further generation would not be over by " + end)
        : Optional.empty();
  }
}
