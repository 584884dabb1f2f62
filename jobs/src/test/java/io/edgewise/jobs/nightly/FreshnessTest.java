package io.edgewise.jobs.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.status.SearchState;
import io.edgewise.search.trial.SearchId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshnessTest {

  private static final Night FIRST = new Night("nightly", LocalDate.parse("2026-11-23"));
  private static final Night SECOND = new Night("nightly", LocalDate.parse("2026-11-24"));

  private final Map<SearchId, NightOutcome> reports = new HashMap<>();
  private final Map<SearchId, SearchState> states = new HashMap<>();

  private Freshness at(String now) {
    return Freshness.of(
        List.of(FIRST, SECOND),
        search -> Optional.ofNullable(reports.get(search)),
        search -> Optional.ofNullable(states.get(search)),
        Instant.parse(now),
        Duration.ofHours(26));
  }

  private void done(Night night, int measured, String at) {
    reports.put(night.search(), new NightOutcome(measured, Instant.parse(at), List.of()));
  }

  @Test
  void aNightThatWasDoneLatelyIsFresh() {
    done(FIRST, 30, "2026-11-24T06:00:00Z");
    done(SECOND, 20, "2026-11-25T06:00:00Z");
    assertThat(at("2026-11-25T09:30:00Z"))
        .isEqualTo(
            new Freshness(
                true,
                List.of(
                    "fresh: the last good night, nightly-2026-11-24, was done 3.5 h ago; allowed"
                        + " 26.0 h")));
  }

  @Test
  void anOldNightIsStaleAndWhatCameOfTheLaterOnesIsTold() {
    done(FIRST, 30, "2026-11-24T06:00:00Z");
    states.put(
        SECOND.search(),
        new SearchState(
            SECOND.toString(),
            SearchState.Phase.FAILED,
            2,
            8,
            0,
            new SearchState.Trials(0, 0, 0, 0),
            Optional.empty(),
            Instant.parse("2026-11-24T22:00:00Z"),
            Instant.parse("2026-11-25T01:00:00Z"),
            "node-1",
            "no space left on device"));
    assertThat(at("2026-11-25T09:00:00Z"))
        .isEqualTo(
            new Freshness(
                false,
                List.of(
                    "stale: the last good night, nightly-2026-11-23, was done 27.0 h ago; allowed"
                        + " 26.0 h",
                    "nightly-2026-11-24: not done; its search was failed at 2026-11-25T01:00:00Z,"
                        + " generation 2 of 8: no space left on device")));
  }

  @Test
  void aNightThatMeasuredNothingIsNoGoodNight() {
    done(FIRST, 0, "2026-11-24T06:00:00Z");
    Freshness freshness = at("2026-11-24T07:00:00Z");
    assertThat(freshness.fresh()).isFalse();
    assertThat(freshness.lines())
        .containsExactly(
            "stale: no night has ever measured a network",
            "nightly-2026-11-24: not done; its search wrote no status",
            "nightly-2026-11-23: done, but no network was measured");
  }
}
