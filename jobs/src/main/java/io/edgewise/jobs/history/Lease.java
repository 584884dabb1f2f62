package io.edgewise.jobs.history;

import io.edgewise.search.history.SearchId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps two drivers off one search. The lease is a file {@code _leases/SEARCH/lease-N.json}; N is
 * the token, which every new holder raises by one, so that a holder sees that it was replaced.
 *
 * <p>No clocks are compared, since they jump and differ: a holder raises a pulse in its file, and
 * whoever wants the lease watches the pulse. If it stands still for the term the lease is taken
 * over, at once if the holder was a process of the same machine that is gone.
 *
 * <p>A holder may be suspended and wake up after it was replaced. It then finds a higher token
 * before its next commit. Should it be suspended even between that look and its manifest, the
 * manifest still appears only if its generation has none; see {@link HistoryFiles#publish}.
 */
final class Lease implements AutoCloseable {

  /**
   * @param term a pulse that stands still this long is a dead holder's
   * @param beat time between two beats of the own pulse
   * @param isDead tells holders that are certainly gone
   */
  record Terms(Duration term, Duration beat, Predicate<Holder> isDead) {
    static final Terms STANDARD =
        new Terms(Duration.ofSeconds(30), Duration.ofSeconds(5), Holder::isKnownDead);
  }

  private static final Pattern NAME = Pattern.compile("lease-(\\d{8})\\.json");

  private final HistoryFiles files;
  private final SearchId search;
  private final long token;
  private final List<Long> gone;
  private final ScheduledExecutorService pulse;
  private Holder self = Holder.self();

  private Lease(HistoryFiles files, SearchId search, long token, List<Long> gone) {
    this.files = files;
    this.search = search;
    this.token = token;
    this.gone = gone;
    this.pulse =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "lease of " + search);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lease; waits for at most the term if it seems to be held.
   *
   * @throws SearchInUseException if the holder lives
   */
  static Lease acquire(HistoryFiles files, SearchId search, Terms terms) {
    long highest = highestToken(files, search);
    if (highest > 0) {
      awaitEnd(files, search, highest, terms);
    }
    List<Long> gone =
        tokens(files, search).stream().filter(t -> isGone(files, search, t, terms)).toList();
    Lease lease = new Lease(files, search, highest + 1, gone);
    lease.take();
    lease.startPulse(terms.beat());
    return lease;
  }

  /** It has released the lease, or is dead for certain: it cannot wake up and commit. */
  private static boolean isGone(HistoryFiles files, SearchId search, long token, Terms terms) {
    return read(files, search, token)
        .filter(holder -> holder.released() || terms.isDead().test(holder))
        .isPresent();
  }

  /** Returns when the holder of a token is gone, or has given no sign of life for the term. */
  private static void awaitEnd(HistoryFiles files, SearchId search, long token, Terms terms) {
    long start = System.nanoTime();
    Optional<Holder> first = Optional.empty();
    while (!isGone(files, search, token, terms)
        && System.nanoTime() - start <= terms.term().toNanos()) {
      Optional<Holder> now = read(files, search, token);
      if (now.isPresent() && first.isPresent() && now.get().pulse() != first.get().pulse()) {
        throw new SearchInUseException(
            "search "
                + search
                + " is being run by "
                + now.get()
                + ". Wait for it, or stop it and start again");
      }
      first = first.or(() -> now);
      pause(terms.term().dividedBy(20));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(Math.max(1, time.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HistoryException("interrupted while waiting for a lease", e);
    }
  }

  private void take() {
    String aside = new Staging(search).aside(Staging.newAttempt(token), "lease.json");
    boolean taken = files.publish(file(search, token), aside, self.toJson());
    // Where two may write one name, the second has replaced the first.
    if (!taken || !isMine()) {
      throw new SearchInUseException(
          "search " + search + ": another process took it at the same moment; it goes on there");
    }
  }

  private boolean isMine() {
    return read(files, search, token)
        .filter(holder -> holder.owner().equals(self.owner()))
        .isPresent();
  }

  /** Written into every manifest. */
  long token() {
    return token;
  }

  /** Tokens of earlier holders that can certainly not wake up and commit. */
  List<Long> goneTokens() {
    return gone;
  }

  /** What an earlier holder left is cleaned up. */
  void forget(long token) {
    files.delete(file(search, token));
  }

  /**
   * @throws SearchInUseException if another process has taken over
   */
  void requireHeld() {
    long highest = highestToken(files, search);
    if (highest != token || !isMine()) {
      throw new SearchInUseException(
          "search "
              + search
              + " was taken over by "
              + read(files, search, highest).map(Holder::toString).orElse("another process")
              + " while this one gave no sign of life; it goes on there");
    }
  }

  private void startPulse(Duration beat) {
    var unused =
        pulse.scheduleWithFixedDelay(
            this::beat, beat.toNanos(), beat.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * A beat that fails is no error: the next may not, and a commit looks whether the lease is held.
   */
  private synchronized void beat() {
    try {
      write(self.beat());
    } catch (HistoryException e) {
      // The pulse stands still, which is what it means.
    }
  }

  private void write(Holder holder) {
    if (isMine()) {
      self = holder;
      files.overwrite(file(search, token), holder.toJson());
    }
  }

  /** Lets others take it at once. The file stays, so that tokens grow. */
  @Override
  public synchronized void close() {
    pulse.shutdown();
    write(self.release());
  }

  /** 0 if nobody ever held it. */
  private static long highestToken(HistoryFiles files, SearchId search) {
    return tokens(files, search).stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static List<Long> tokens(HistoryFiles files, SearchId search) {
    return files.names(folder(search)).stream()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Long.parseLong(matcher.group(1)))
        .toList();
  }

  private static Optional<Holder> read(HistoryFiles files, SearchId search, long token) {
    return files.read(file(search, token), Holder.MAX_BYTES).flatMap(Holder::fromJson);
  }

  private static String file(SearchId search, long token) {
    return String.format("%s/lease-%08d.json", folder(search), token);
  }

  private static String folder(SearchId search) {
    return "_leases/" + search;
  }
}
