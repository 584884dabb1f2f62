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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Keeps {@code status/SEARCH/status.json} beside the history up to date. Only the process that
 * holds the search's lease may have one. A status that cannot be written stops nothing.
 */
public final class SearchStatus implements SearchObserver, AutoCloseable {

  /** Time between two beats: a status that is not older tells a living process from a dead one. */
  private static final Duration BEAT = Duration.ofSeconds(10);

  private final WholeFile file;
  private final SearchId search;
  private final int generations;
  private final String host;
  private final Clock clock;
  private final Consumer<String> complain;
  private final Instant startedAt;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "status");
            thread.setDaemon(true);
            return thread;
          });
  private String complained = "";
  private boolean isRunning;
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

  /** Writes the status every ten seconds from now on, while the search runs. */
  public void beat() {
    var unused =
        heart.scheduleWithFixedDelay(
            this::renew, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Writes what was written last, with the time of now, unless the search is another's by now. */
  synchronized void renew() {
    boolean mine =
        file.read().flatMap(SearchState::fromJson).stream()
            .allMatch(state -> state.startedAt().equals(startedAt) && state.host().equals(host));
    if (isRunning && mine) {
      write(Phase.RUNNING, "");
    }
  }

  /** Ends the beats. */
  @Override
  public void close() {
    heart.shutdownNow();
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
  public synchronized void started(Tally committed) {
    tally = committed;
    write(Phase.RUNNING, "");
  }

  @Override
  public synchronized void training(int generation, int candidates) {
    running = candidates;
    write(Phase.RUNNING, "");
  }

  @Override
  public synchronized void ended(int generation, Candidate candidate, Evaluation evaluation) {
    running--;
  }

  @Override
  public synchronized void committed(Generation generation, Tally committed) {
    tally = committed;
    running = 0;
    write(Phase.RUNNING, "");
  }

  /**
   * The search ended.
   *
   * @param stopped why before its last generation, if so
   */
  public synchronized void ended(Optional<String> stopped) {
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
  public synchronized void interrupted() {
    running = 0;
    write(Phase.STOPPED, SearchState.INTERRUPTED);
  }

  /** The search broke off. */
  public synchronized void brokeOff(Throwable cause) {
    write(Phase.FAILED, Secrets.hiddenIn(cause.toString()));
  }

  private void write(Phase phase, String message) {
    isRunning = phase == Phase.RUNNING;
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
            clock.instant(),
            host,
            message);
    try {
      file.replace(state.toJson());
    } catch (UncheckedIOException e) {
      complain("the status is not written: " + e.getMessage());
    }
  }

  /** Tells the same once, and not with every beat. */
  private void complain(String words) {
    if (!words.equals(complained)) {
      complain.accept(words);
    }
    complained = words;
  }
}
