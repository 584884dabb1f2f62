package io.edgewise.jobs.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.history.Generation.Counts;
import io.edgewise.search.history.Tally;
import io.edgewise.search.history.Times;
import io.edgewise.search.trial.SearchId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightTest {

  private static Night night(String date) {
    return new Night("nightly", LocalDate.parse(date));
  }

  @Test
  void itsSearchIsCalledAfterItsDate() {
    assertThat(night("2026-11-24").search()).isEqualTo(new SearchId("nightly-2026-11-24"));
    assertThat(night("2026-11-24")).hasToString("nightly-2026-11-24");
  }

  @Test
  @DisplayName("other searches of the history are no nights, also if they are called alike")
  void findsTheNightsBefore() {
    List<SearchId> searches =
        Stream.of(
                "nightly-2026-11-25",
                "nightly-2026-11-23",
                "nightly-2026-11-22",
                "nightly-2026-13-45",
                "nightly-small-2026-11-20",
                "nightly",
                "quickstart")
            .map(SearchId::new)
            .toList();
    assertThat(Night.all("nightly", searches))
        .containsExactly(night("2026-11-22"), night("2026-11-23"), night("2026-11-25"));
    assertThat(night("2026-11-24").before(searches))
        .containsExactly(night("2026-11-22"), night("2026-11-23"));
  }

  @ParameterizedTest(name = "started at {0}, stop-at 06:30 in {1}: ends at {2}")
  @CsvSource({
    "2026-11-24T22:00:00Z, UTC, 2026-11-25T06:30:00Z",
    "2026-11-25T01:00:00Z, UTC, 2026-11-25T06:30:00Z",
    "2026-11-25T06:30:00Z, UTC, 2026-11-26T06:30:00Z",
    "2026-11-24T22:00:00Z, Europe/Berlin, 2026-11-25T05:30:00Z",
    // The clocks go forward that night.
    "2026-03-28T22:00:00Z, Europe/Berlin, 2026-03-29T04:30:00Z",
  })
  void endsAtTheFirstSuchTimeAfterItsStart(Instant start, String zone, Instant end) {
    StopTime stop = StopTime.after(start, LocalTime.of(6, 30), ZoneId.of(zone), Clock.systemUTC());
    assertThat(stop.end()).isEqualTo(end);
  }

  @ParameterizedTest(name = "at {0}")
  @DisplayName("a generation of 20 minutes begins at 06:10 and no later")
  @CsvSource({"2026-11-25T06:10:00Z, false", "2026-11-25T06:10:01Z, true"})
  void noGenerationBeginsThatWouldNotBeOver(Instant now, boolean stops) {
    Instant end = Instant.parse("2026-11-25T06:30:00Z");
    Tally tally =
        Tally.NONE.plus(
            Counts.NONE, new Times(end, end.plus(Duration.ofMinutes(20)), 0, 0), List.of());
    StopTime stop = new StopTime(end, Clock.fixed(now, ZoneOffset.UTC));
    assertThat(stop.stops(tally).isPresent()).isEqualTo(stops);
    if (stops) {
      assertThat(stop.stops(tally))
          .contains("time: a further generation would not be over by 2026-11-25T06:30:00Z");
    }
  }
}
