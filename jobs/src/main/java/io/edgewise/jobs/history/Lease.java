package io.edgewise.jobs.history;

import io.edgewise.search.trial.SearchId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps two drivers off one search. The lease is a file {@code _leases/SEARCH/lease-N.json} that
 * says who holds it; N is the token, which every new holder raises by one, so that a holder sees
 * that it was replaced. Beside it lie {@code pulse-N}, which the holder raises while it lives, and
 * {@code released-N}, when it is done.
 *
 * <p>No clocks are compared, since they jump and differ: whoever wants the lease watches the pulse.
 * If it stands still for the term the lease is taken over, at once if the holder was a process of
 * this machine that is gone.
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

  private static final long MAX_PAUSE_MILLIS = 200;
  private static final long LAST_BEAT_SECONDS = 10;
  private static final Pattern NAME = Pattern.compile("lease-(\\d{8})\\.json");

  private final HistoryFiles files;
  private final SearchId search;
  private final long token;
  private final List<Long> gone;
  private final ScheduledExecutorService heart;
  private final Holder self = Holder.self();
  private long pulse;

  private Lease(HistoryFiles files, SearchId search, long token, List<Long> gone) {
    this.files = files;
    this.search = search;
    this.token = token;
    this.gone = gone;
    this.heart =
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
    long nanos = terms.beat().toNanos();
    var unused =
        lease.heart.scheduleWithFixedDelay(lease::beat, nanos, nanos, TimeUnit.NANOSECONDS);
    return lease;
  }

  /** It has released the lease, or is dead for certain: it cannot wake up and commit. */
  private static boolean isGone(HistoryFiles files, SearchId search, long token, Terms terms) {
    return files.exists(released(search, token))
        || holder(files, search, token).filter(terms.isDead()).isPresent();
  }

  /** Returns whether there is a last holder that is not gone for certain. */
  static boolean mayBeHeld(HistoryFiles files, SearchId search, Terms terms) {
    long highest = highestToken(files, search);
    return highest > 0 && !isGone(files, search, highest, terms);
  }

  /** Returns when the holder of a token is gone, or has given no sign of life for the term. */
  private static void awaitEnd(HistoryFiles files, SearchId search, long token, Terms terms) {
    long start = System.nanoTime();
    String first = pulse(files, search, token);
    while (!isGone(files, search, token, terms)
        && System.nanoTime() - start <= terms.term().toNanos()) {
      if (!pulse(files, search, token).equals(first)) {
        throw new SearchInUseException(
            "search "
                + search
                + " is being run by "
                + describe(files, search, token)
                + ". Wait for it, or stop it and start again");
      }
      pause(Math.min(terms.term().toMillis() / 20, MAX_PAUSE_MILLIS));
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(Math.max(1, millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HistoryException("interrupted while waiting for a lease", e);
    }
  }

  private void take() {
    Staging staging = new Staging(search);
    String attempt = Staging.newAttempt(token);
    boolean taken;
    try {
      taken =
          files.publish(lease(search, token), staging.aside(attempt, "lease.json"), self.toJson());
    } catch (HistoryException e) {
      discard(staging.folder(attempt), e);
      throw e;
    }
    files.delete(staging.folder(attempt));
    // Where two may write one name, the second has replaced the first.
    if (!taken || !isMine()) {
      throw new SearchInUseException(
          "search " + search + ": another process took it at the same moment; it goes on there");
    }
  }

  /** Nobody else could tell what was staged for a lease that was never taken. */
  private void discard(String staged, HistoryException why) {
    try {
      files.delete(staged);
    } catch (HistoryException e) {
      why.addSuppressed(e);
    }
  }

  private boolean isMine() {
    return holder(files, search, token).filter(self::equals).isPresent();
  }

  /** Written into every manifest. */
  long token() {
    return token;
  }

  /** Tokens of earlier holders that can certainly not wake up and commit. */
  List<Long> goneTokens() {
    return gone;
  }

  /** Cleans up what an earlier holder left. */
  void forget(long earlier) {
    files.delete(pulse(search, earlier));
    files.delete(lease(search, earlier));
    files.delete(released(search, earlier));
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
              + describe(files, search, highest)
              + " while this one gave no sign of life; it goes on there");
    }
  }

  /**
   * A beat that fails is no error: the next may not, and a commit looks whether the lease is held.
   */
  private void beat() {
    try {
      pulse++;
      files.overwrite(pulse(search, token), Long.toString(pulse).getBytes(StandardCharsets.UTF_8));
    } catch (HistoryException e) {
      // The pulse stands still, which is what it means.
    }
  }

  /**
   * Lets others take it at once. The file stays until then, so that tokens grow. Done by an
   * interrupted thread too, which stays interrupted.
   */
  @Override
  public void close() {
    heart.shutdown();
    boolean interrupted = Thread.interrupted();
    try {
      var unused = heart.awaitTermination(LAST_BEAT_SECONDS, TimeUnit.SECONDS);
      if (isMine()) {
        files.overwrite(released(search, token), new byte[0]);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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

  private static Optional<Holder> holder(HistoryFiles files, SearchId search, long token) {
    return files.read(lease(search, token), Holder.MAX_BYTES).flatMap(Holder::fromJson);
  }

  private static String describe(HistoryFiles files, SearchId search, long token) {
    return holder(files, search, token).map(Holder::toString).orElse("another process");
  }

  /** Returns what the pulse file holds: a number, or less while it is being written. */
  private static String pulse(HistoryFiles files, SearchId search, long token) {
    return files
        .read(pulse(search, token), Holder.MAX_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  private static String lease(SearchId search, long token) {
    return String.format(Locale.ROOT, "%s/lease-%08d.json", folder(search), token);
  }

  private static String pulse(SearchId search, long token) {
    return String.format(Locale.ROOT, "%s/pulse-%08d", folder(search), token);
  }

  private static String released(SearchId search, long token) {
    return String.format(Locale.ROOT, "%s/released-%08d", folder(search), token);
  }

  /** Returns where a search's leases lie. */
  static String folder(SearchId search) {
    return "_leases/" + search;
  }
}
