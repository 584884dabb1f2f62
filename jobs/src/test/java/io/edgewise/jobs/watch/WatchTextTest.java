package io.edgewise.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.status.SearchState;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeded searches whose generations take a minute each, from 02:30 to 02:31. */
class WatchTextTest {

  private static final SearchId SEARCH = new SearchId("watched");
  private static final Instant COMMITTED = Instant.parse("2026-11-24T02:31:00Z");

  @TempDir private Path root;

  private StoredSearch search(int generations) {
    HistorySamples.write(root, SEARCH, generations, 12);
    return History.open(new Configuration(), root.toUri().toString()).search(SEARCH);
  }

  private static SearchState state(SearchState.Phase phase, String message) {
    return new SearchState(
        SEARCH.value(),
        phase,
        4,
        10,
        3,
        new SearchState.Trials(1, 0, 0, 0),
        Optional.empty(),
        COMMITTED,
        COMMITTED.plusSeconds(20),
        "host",
        message);
  }

  private static List<String> lines(Sight sight, SearchState state) {
    return new WatchText(sight, Optional.of(state), COMMITTED.plusSeconds(30)).lines();
  }

  @Test
  void tellsHowFarASearchIsAndHowLongItWillTake() {
    List<String> lines = lines(Sight.of(search(4)), state(SearchState.Phase.RUNNING, ""));

    // Six minutes for six generations, of which half a minute has passed.
    assertThat(lines)
        .startsWith(
            "search watched: running, 4 of 10, 3 trainings under way, as of 10 s ago",
            "[====      ] 4 of 10, 4 min 00 s, 5 min 30 s left (5 min 30 s to 5 min 30 s)");
    assertThat(lines).anyMatch(line -> line.matches("best reward  [ ▁▂▃▄▅▆▇█]{4}  .* to .*"));
    assertThat(lines)
        .anyMatch(
            line -> line.equals("96 proposed, 48 measured, 48 infeasible, 0 failed, 0 repeated"));
  }

  @Test
  void foretellsNothingOfASearchThatHasEnded() {
    assertThat(lines(Sight.of(search(4)), state(SearchState.Phase.STOPPED, "interrupted")))
        .startsWith(
            "search watched: interrupted, 4 of 10, as of 10 s ago",
            "[====      ] 4 of 10, 4 min 00 s");
  }

  @Test
  void saysThatNothingIsCommittedYet() {
    assertThat(lines(Sight.of(search(0)), state(SearchState.Phase.RUNNING, "")))
        .contains("no generation is committed yet");
  }

  @Test
  void isTheSameWhetherItLookedFromTheBeginningOrNot() {
    Sight early = Sight.of(search(2));

    Sight late = early.next(search(5));

    assertThat(late).isEqualTo(Sight.of(search(5)));
    assertThat(late.next(search(5))).isSameAs(late);
  }

  @Test
  void forgetsWhatWasRewound() {
    Sight whole = Sight.of(search(5));
    History history = History.open(new Configuration(), root.toUri().toString());
    history.maintenance().rewind(SEARCH, 1);

    assertThat(whole.next(history.search(SEARCH))).isEqualTo(Sight.of(history.search(SEARCH)));
  }

  @Test
  void namesEachOfTheBestNetworksOnceTheBestFirst() {
    List<Trial> best = Sight.of(search(6)).best();

    assertThat(best).hasSize(5).isSortedAccordingTo(Comparator.comparing(Trial::reward).reversed());
    assertThat(best).extracting(trial -> trial.architecture().id()).doesNotHaveDuplicates();
  }

  @Test
  void letsNothingOfAHistoryGovernTheTerminal() {
    TreeMap<String, Long> hosts = new TreeMap<>();
    hosts.put("worker\u001b[2J\n", 3L);
    Sight sight = new Sight(SEARCH, List.of(), List.of(), hosts);

    assertThat(lines(sight, state(SearchState.Phase.FAILED, "\u0007 rang")))
        .contains("trained last by worker?[2J? (3)")
        .noneMatch(line -> line.codePoints().anyMatch(Character::isISOControl));
  }
}
