package io.edgewise.jobs.track;

import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.status.SearchObserver;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.settings.Secrets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a search commits, on a thread of its own, and writes each training to a tracking
 * server. Nothing waits in a queue: the history holds it all, so that a server that was away gets
 * what it missed when it is back, be it at the next start of the same search. Nothing that happens
 * here stops the search or changes it.
 */
public final class Tracker implements SearchObserver, AutoCloseable {

  private final TrackingServer server;
  private final String place;
  private final Supplier<StoredSearch> committed;
  private final Function<StoredSearch, TrialRuns> describe;
  private final Patience patience;
  private final Consumer<String> tell;
  private final Thread thread = new Thread(this::follow, "tracking");

  private final Semaphore news = new Semaphore(0);
  private volatile @Nullable StoredSearch latest;
  private volatile boolean isEnding;
  private volatile boolean isLeft;

  private @Nullable Set<TrialKey> written;
  private int next;
  private boolean hasComplained;
  private volatile int whole;
  private volatile String trouble = "";
  private volatile String refusal = "";

  /**
   * @param place the server, as messages name it
   * @param committed what is committed by now; asked on the search's thread alone
   * @param describe tells the trainings of the search as runs
   * @param tell takes one line when the server fails, and one at the end
   */
  public Tracker(
      TrackingServer server,
      String place,
      Supplier<StoredSearch> committed,
      Function<StoredSearch, TrialRuns> describe,
      Patience patience,
      Consumer<String> tell) {
    this.server = server;
    this.place = place;
    this.committed = committed;
    this.describe = describe;
    this.patience = patience;
    this.tell = tell;
    thread.setDaemon(true);
  }

  /** The runs that an earlier start of the search left unwritten come first. */
  @Override
  public void started(Tally tally) {
    latest = committed.get();
    news.release();
    thread.start();
  }

  @Override
  public void committed(Generation generation, Tally tally) {
    latest = committed.get();
    news.release();
  }

  /** The search is over: waits for what is still to be written, and tells what came of it. */
  public void finish() {
    isEnding = true;
    news.release();
    try {
      thread.join(patience.atTheEnd().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (thread.isAlive()) {
      trouble = "was not done after " + patience.atTheEnd().toSeconds() + " s";
    }
    tell.accept("tracking: " + outcome());
  }

  /** Ends at once, whatever is still to be written. */
  @Override
  public void close() {
    isLeft = true;
    thread.interrupt();
    server.close();
  }

  private void follow() {
    try {
      boolean isBehind = false;
      boolean isLast = false;
      while (!isLast && !isLeft) {
        waitForNews(isBehind);
        isLast = isEnding; // Asked before the rest: what was committed until then is known now.
        isBehind = !hasCaughtUp(Objects.requireNonNull(latest, "it has started"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) { // The class path is the user's, and the search is to go on.
      complain("cannot be written to: " + e);
    }
  }

  /**
   * @param isBehind whether the server is to be asked again after a while without any news
   */
  private void waitForNews(boolean isBehind) throws InterruptedException {
    if (isBehind) {
      var unused = news.tryAcquire(patience.again().toMillis(), TimeUnit.MILLISECONDS);
    } else {
      news.acquire();
    }
    news.drainPermits();
  }

  /** Writes what is not there; returns whether it all was done. */
  private boolean hasCaughtUp(StoredSearch now) {
    try {
      Set<TrialKey> known = written(now);
      TrialRuns runs = describe.apply(now);
      trouble = "";
      for (; next <= now.lastGeneration().orElse(-1); next++) {
        for (TrialRow row : now.trials(next)) {
          if (TrialRuns.isTraining(row) && !known.contains(row.key())) {
            write(runs.run(row), known);
          }
        }
      }
      return true;
    } catch (TrackingException e) {
      written = null; // A call that broke off may have been heard.
      complain(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      complain("is not told of all: " + Secrets.hiddenIn(String.valueOf(e.getMessage())));
    }
    return false;
  }

  private Set<TrialKey> written(StoredSearch now) {
    Set<TrialKey> known = written;
    if (known == null) {
      known = new HashSet<>(server.written(TrackedSearch.of(now)));
      whole = known.size();
      written = known;
    }
    return known;
  }

  /** One run that the server will not have does not keep the others from it. */
  private void write(TrackedRun run, Set<TrialKey> known) {
    try {
      server.write(run);
      known.add(run.trial());
      whole = known.size();
    } catch (TrackingException e) {
      if (!e.isOfThisRun()) {
        throw e;
      }
      refusal = "will not have " + run.name() + ": " + e.getMessage();
      complain(refusal);
    }
  }

  /** Tells the first trouble when it comes, and the last at the end. */
  private void complain(String why) {
    trouble = why;
    if (!hasComplained && !isLeft) {
      hasComplained = true;
      tell.accept("tracking: " + place + " " + trouble + "; the search goes on");
    }
  }

  private String outcome() {
    String files = server.leftOut();
    String end = files.isEmpty() ? "" : "; " + files;
    String why = trouble.isEmpty() ? refusal : trouble;
    return why.isEmpty()
        ? String.format(Locale.ROOT, "%d runs are at %s%s", whole, place, end)
        : String.format(
            Locale.ROOT,
            "%d of %s runs are at %s, which %s; the same command writes the others%s",
            whole,
            trainings(),
            place,
            why,
            end);
  }

  private String trainings() {
    try {
      return String.valueOf(
          Objects.requireNonNull(latest, "it has started")
              .trials()
              .filter(TrialRuns::isTraining)
              .count());
    } catch (RuntimeException e) { // A history that cannot be read is told by who needs it.
      return "all";
    }
  }
}
