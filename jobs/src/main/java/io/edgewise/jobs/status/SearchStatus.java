package io.edgewise.jobs.status;

import io.edgewise.jobs.files.WholeFile;
import io.edgewise.jobs.status.SearchState.Best;
import io.edgewise.jobs.status.SearchState.Phase;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.SearchId;
import io.edgewise.sim.settings.Secrets;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Keeps {@code status/SEARCH/status.json} beside the history up to date. Only the process that
 * holds the search's lease may have one. A status that cannot be written stops nothing.
 */
public final class SearchStatus implements SearchObserver {

  /** Least time between two writes while trainings end. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final WholeFile file;
  private final SearchId search;
  private final int generations;
  private final String host;
  private final Clock clock;
  private final Consumer<String> complain;
  private final Instant startedAt;
  private Instant writtenAt = Instant.MIN;
  private Tally tally = Tally.NONE;
  private int running;

  /**
   * @param historyRoot of the history
   * @param generations after which the search ends at the latest
   * @param complain is told when the status cannot be written
   */
  public SearchStatus(
      Configuration hadoop,
      String historyRoot,
      SearchId search,
      int generations,
      String host,
      Clock clock,
      Consumer<String> complain) {
    this.file = new WholeFile(hadoop, path(historyRoot, search));
    this.search = search;
    this.generations = generations;
    this.host = host;
    this.clock = clock;
    this.complain = complain;
    this.startedAt = clock.instant();
  }

  /** Returns where a search's status lies. */
  public static Path path(String historyRoot, SearchId search) {
    return new Path(historyRoot, "status/" + search + "/status.json");
  }

  /** The status of a search; empty if there is none that can be understood. */
  public static Optional<SearchState> read(
      Configuration hadoop, String historyRoot, SearchId search) {
    return new WholeFile(hadoop, path(historyRoot, search)).read().flatMap(SearchState::fromJson);
  }

  @Override
  public void started(Tally committed) {
    tally = committed;
    write(Phase.RUNNING, "");
  }

  @Override
  public void training(int generation, int candidates) {
    running = candidates;
    write(Phase.RUNNING, "");
  }

  @Override
  public void ended(int generation, Candidate candidate, Evaluation evaluation) {
    running--;
    if (clock.instant().isAfter(writtenAt.plus(INTERVAL))) {
      write(Phase.RUNNING, "");
    }
  }

  @Override
  public void committed(Generation generation, Tally committed) {
    tally = committed;
    running = 0;
    write(Phase.RUNNING, "");
  }

  /**
   * The search ended.
   *
   * @param stopped why before its last generation, if so
   */
  public void ended(Optional<String> stopped) {
    running = 0;
    if (tally.best().isEmpty()) {
      write(
          Phase.FAILED,
          "no network could be trained" + stopped.map(why -> "; stopped: " + why).orElse(""));
    } else {
      write(stopped.isPresent() ? Phase.STOPPED : Phase.FINISHED, stopped.orElse(""));
    }
  }

  /** The process is told to end; the same command goes on. */
  public void interrupted() {
    running = 0;
    write(Phase.STOPPED, "interrupted");
  }

  /** The search broke off. */
  public void brokeOff(Throwable cause) {
    write(Phase.FAILED, Secrets.hiddenIn(cause.toString()));
  }

  private void write(Phase phase, String message) {
    writtenAt = clock.instant();
    SearchState state =
        new SearchState(
            search.value(),
            phase,
            tally.generations(),
            generations,
            running,
            SearchState.Trials.of(tally.counts()),
            tally.best().map(Best::of),
            startedAt,
            writtenAt,
            host,
            message);
    try {
      file.replace(state.toJson());
    } catch (UncheckedIOException e) {
      complain.accept("the status is not written: " + e.getMessage());
    }
  }
}
