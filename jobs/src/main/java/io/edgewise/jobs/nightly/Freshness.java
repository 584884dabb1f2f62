package io.edgewise.jobs.nightly;

import io.edgewise.jobs.status.SearchState;
import io.edgewise.search.trial.SearchId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Freshness tells whether the nights do their work, for alarms.
 *
 * @param fresh whether a night that measured something was done lately
 * @param lines why
 */
public record Freshness(boolean fresh, List<String> lines) {

  /**
   * Looks at the last nights.
   *
   * @param nights the oldest first
   * @param outcome of a night; empty if it is not done
   * @param status of a night's search
   * @param allowed age of the last good night's end
   */
  public static Freshness of(
      List<Night> nights,
      Function<SearchId, Optional<NightOutcome>> outcome,
      Function<SearchId, Optional<SearchState>> status,
      Instant now,
      Duration allowed) {
    List<String> lines = new ArrayList<>();
    for (int i = nights.size() - 1; i >= 0; i--) {
      SearchId search = nights.get(i).search();
      Optional<NightOutcome> done = outcome.apply(search);
      if (done.isPresent() && done.get().measured() > 0) {
        Duration age = Duration.between(done.get().finishedAt(), now);
        boolean fresh = age.compareTo(allowed) <= 0;
        lines.add(
            0,
            String.format(
                Locale.ROOT,
                "%s: the last good night, %s, was done %s ago; allowed %s",
                fresh ? "fresh" : "stale",
                search,
                hours(age),
                hours(allowed)));
        return new Freshness(fresh, lines);
      }
      lines.add(describe(search, done, status.apply(search)));
    }
    lines.add(0, "stale: no night has ever measured a network");
    return new Freshness(false, lines);
  }

  private static String describe(
      SearchId search, Optional<NightOutcome> outcome, Optional<SearchState> status) {
    if (outcome.isPresent()) {
      return search + ": done, but no network was measured";
    }
    return status
        .map(
            state ->
                String.format(
                    Locale.ROOT,
                    "%s: not done; its search was %s at %s, generation %d of %d%s",
                    search,
                    state.phase().name().toLowerCase(Locale.ROOT),
                    state.updatedAt(),
                    state.generation(),
                    state.generations(),
                    state.message().isEmpty() ? "" : ": " + state.message()))
        .orElse(search + ": not done; its search wrote no status");
  }

  private static String hours(Duration duration) {
    return String.format(Locale.ROOT, "%.1f h", duration.toMinutes() / 60.0);
  }
}
