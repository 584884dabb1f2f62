package io.edgewise.jobs.status;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.TimeText;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far a search is: on a terminal a bar with counts, times and the best so far, renewed
 * every second; a plain line now and then elsewhere.
 */
public final class Progress implements SearchObserver, AutoCloseable {

  /** Least time between two plain lines within a generation. */
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(15);

  private final Console console;
  private final int generations;
  private final int candidates;
  private final boolean mayEndBefore;
  private final boolean terminal;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private final long startNanos = System.nanoTime();
  private final int firstGeneration;
  private long lastLineNanos = startNanos;
  private int generation;
  private long trained;
  private int ended;
  private int failed;
  private Optional<Trial> best = Optional.empty();

  /**
   * @param firstGeneration the one that is run next; earlier ones are in the history
   * @param candidates most trainings of a generation
   * @param mayEndBefore whether a budget or a stopping rule may end the search before its last
   *     generation
   */
  public Progress(
      Console console,
      boolean terminal,
      int firstGeneration,
      int generations,
      int candidates,
      boolean mayEndBefore) {
    this.console = console;
    this.firstGeneration = firstGeneration;
    this.generation = firstGeneration;
    this.generations = generations;
    this.candidates = candidates;
    this.mayEndBefore = mayEndBefore;
    this.terminal = terminal;
    if (terminal) {
      var unused = clock.scheduleWithFixedDelay(this::show, 1, 1, TimeUnit.SECONDS);
    }
  }

  private synchronized void show() {
    console.status(progressLine().text());
  }

  private ProgressLine progressLine() {
    return new ProgressLine(
        trained + ended,
        Math.max(trained + ended, atMost()),
        Duration.ofNanos(System.nanoTime() - startNanos),
        timeLeft(),
        mayEndBefore,
        failed,
        best.map(Progress::accuracyAndLatency).orElse(""));
  }

  /** Networks that this search will have trained in the end, if each generation is full. */
  private long atMost() {
    return trained + (long) (generations - generation) * candidates;
  }

  @Override
  public synchronized void ended(int inGeneration, Candidate candidate, Evaluation evaluation) {
    ended++;
    failed += evaluation instanceof Evaluation.Failed ? 1 : 0;
    if (terminal) {
      show();
    } else if (System.nanoTime() - lastLineNanos > LINE_INTERVAL.toNanos()) {
      line(generation, ended);
    }
  }

  @Override
  public synchronized void started(Tally tally) {
    best = tally.best();
    moveTo(tally);
  }

  @Override
  public synchronized void committed(Generation done, Tally tally) {
    best = tally.best();
    generation = done.number() + 1;
    ended = 0;
    moveTo(tally);
    if (!terminal) {
      line(done.number(), done.counts().trained());
    }
  }

  /** Counts what was trained: networks that were met again cost nothing and are none. */
  private void moveTo(Tally tally) {
    trained = tally.counts().trained();
    if (terminal) {
      show();
    }
  }

  @Override
  public synchronized void close() {
    clock.shutdownNow();
    if (terminal) {
      console.note("%s", progressLine().text());
    }
  }

  private void line(int number, int count) {
    lastLineNanos = System.nanoTime();
    console.note(
        "generation %d/%d, %d/%d trained%s%s",
        number + 1, generations, count, candidates, status(), left());
  }

  private String status() {
    String reward =
        best.map(
                t ->
                    String.format(
                        Locale.ROOT,
                        "; best reward %.4f (accuracy %s)",
                        t.reward(),
                        accuracyAndLatency(t)))
            .orElse("");
    return failed == 0 ? reward : reward + "; " + failed + " failed";
  }

  private static String accuracyAndLatency(Trial trial) {
    return String.format(
        Locale.ROOT,
        "%.1f %%, %.2f ms",
        100 * ((Evaluation.Measured) trial.evaluation()).accuracy(),
        trial.latency().orElseThrow().latencyMillis());
  }

  private String left() {
    return timeLeft()
        .map(time -> (mayEndBefore ? "; at most about " : "; about ") + TimeText.of(time) + " left")
        .orElse("");
  }

  private Optional<Duration> timeLeft() {
    double done =
        (generation - firstGeneration) + (double) Math.min(ended, candidates) / candidates;
    double all = generations - firstGeneration;
    if (done == 0 || done >= all) {
      return Optional.empty();
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9 * (all - done) / done;
    return Optional.of(Duration.ofSeconds(Math.round(seconds)));
  }
}
