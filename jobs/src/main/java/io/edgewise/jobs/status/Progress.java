package io.edgewise.jobs.status;

import io.edgewise.jobs.console.Console;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a search is: a bar with counts, the best so far and the time left on a terminal, a
 * plain line now and then elsewhere.
 */
public final class Progress implements SearchObserver, AutoCloseable {

  /** Least time between two plain lines within a generation. */
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(15);

  private final Console console;
  private final int generations;
  private final int candidates;
  private final boolean mayEndBefore;
  private final @Nullable ProgressBar bar;
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
    this.bar = terminal ? bar(atMost()) : null;
  }

  private static ProgressBar bar(long most) {
    return new ProgressBarBuilder()
        .setTaskName("searching")
        .setUnit(" networks", 1)
        .setInitialMax(most)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(500)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }

  /** Networks that this search will have trained in the end, if each generation is full. */
  private long atMost() {
    return trained + (long) (generations - generation) * candidates;
  }

  @Override
  public void ended(int inGeneration, Candidate candidate, Evaluation evaluation) {
    ended++;
    failed += evaluation instanceof Evaluation.Failed ? 1 : 0;
    if (bar != null) {
      bar.stepTo(trained + ended);
      bar.setExtraMessage(status());
    } else if (System.nanoTime() - lastLineNanos > LINE_INTERVAL.toNanos()) {
      line(generation, ended);
    }
  }

  @Override
  public void started(Tally tally) {
    best = tally.best();
    moveTo(tally);
  }

  @Override
  public void committed(Generation done, Tally tally) {
    best = tally.best();
    generation = done.number() + 1;
    ended = 0;
    moveTo(tally);
    if (bar == null) {
      line(done.number(), done.counts().trained());
    }
  }

  /** Counts what was trained: networks that were met again cost nothing and are none. */
  private void moveTo(Tally tally) {
    trained = tally.counts().trained();
    if (bar != null) {
      bar.maxHint(atMost());
      bar.stepTo(trained);
      bar.setExtraMessage(status());
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private void line(int number, int count) {
    lastLineNanos = System.nanoTime();
    console.note(
        "generation %d/%d, %d/%d trained%s%s",
        number + 1, generations, count, candidates, status(), timeLeft());
  }

  private String status() {
    String reward =
        best.map(
                t ->
                    String.format(
                        Locale.ROOT,
                        "; best reward %.4f (accuracy %.1f %%, %.2f ms)",
                        t.reward(),
                        100 * ((Evaluation.Measured) t.evaluation()).accuracy(),
                        t.latency().orElseThrow().latencyMillis()))
            .orElse("");
    return failed == 0 ? reward : reward + "; " + failed + " failed";
  }

  private String timeLeft() {
    double done =
        (generation - firstGeneration) + (double) Math.min(ended, candidates) / candidates;
    double all = generations - firstGeneration;
    if (done == 0 || done >= all) {
      return "";
    }
    long seconds = Math.round((System.nanoTime() - startNanos) / 1e9 * (all - done) / done);
    return (mayEndBefore ? "; at most about " : "; about ")
        + (seconds >= 90 ? Math.round(seconds / 60.0) + " min left" : seconds + " s left");
  }
}
