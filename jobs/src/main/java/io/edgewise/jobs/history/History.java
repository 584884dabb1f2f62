package io.edgewise.jobs.history;

import io.edgewise.search.history.Provenance;
import io.edgewise.search.trial.SearchId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Every search under one root, a folder of any Hadoop file system.
 *
 * <p>Four tables are plain Parquet for anybody: {@code trials}, {@code generations}, {@code
 * layers}, {@code searches}, each partitioned by {@code search_id}, the first by {@code generation}
 * too. A generation is written aside, committed by one manifest that appears in one step, and moved
 * into the tables after that; so the tables never hold what was not committed.
 */
public final class History {

  private final HistoryFiles files;
  private final Lease.Terms terms;

  History(HistoryFiles files, Lease.Terms terms) {
    this.files = files;
    this.terms = terms;
  }

  /**
   * Opens a history; there need not be anything yet.
   *
   * @param rootUri such as {@code runs/history}, {@code hdfs://namenode/edgewise}, {@code
   *     s3a://bucket/edgewise}
   * @throws HistoryException if there is no such file system
   */
  public static History open(Configuration hadoop, String rootUri) {
    return new History(new HistoryFiles(hadoop, rootUri), Lease.Terms.STANDARD);
  }

  /**
   * Opens a history in which something was written, so that a root that was mistyped does not look
   * like one without faults.
   *
   * @throws HistoryException if there is none that can be read
   */
  public static History openExisting(Configuration hadoop, String rootUri) {
    HistoryFiles files = new HistoryFiles(hadoop, rootUri);
    files
        .missing(CommitLog.FOLDER)
        .ifPresent(
            why -> {
              throw new HistoryException("no history at " + files.root() + ": " + why);
            });
    return new History(files, Lease.Terms.STANDARD);
  }

  /** The searches, in the order of their ids. */
  public List<SearchId> searches() {
    return CommitLog.searches(files);
  }

  /** Returns what is committed of a search; empty if it was never started. */
  public Optional<StoredSearch> find(SearchId search) {
    List<Manifest> manifests = new CommitLog(files, search).read();
    return manifests.isEmpty()
        ? Optional.empty()
        : Optional.of(new StoredSearch(files, search, manifests));
  }

  /**
   * Returns what is committed of a search.
   *
   * @throws HistoryException if it was never started; the message lists those that were
   */
  public StoredSearch search(SearchId search) {
    return find(search).orElseThrow(() -> noSuch(search));
  }

  HistoryException noSuch(SearchId search) {
    return new HistoryException(
        "no search " + search + " in " + files.root() + "; there are " + searches());
  }

  /**
   * The committed trials of some searches for Spark, in no order: the columns of {@link TrialRow}.
   *
   * @throws DamagedHistoryException if a file is missing or cut short
   */
  public Dataset<Row> trials(SparkSession spark, List<SearchId> searches) {
    return new CommittedRows(spark, files).trials(searches.stream().map(this::search).toList());
  }

  /**
   * Starts a search, or goes on with it after its last committed generation. What an earlier
   * attempt committed is completed, what it left behind uncommitted is deleted.
   *
   * @param provenance its settings must be those that the search was started with
   * @throws HistoryException if they are not; the message names those that differ
   * @throws SearchInUseException if another process runs it
   */
  public SearchWriter write(SearchId search, Provenance provenance) {
    find(search).ifPresent(s -> requireSame(search, s.provenance(), provenance));
    Lease lease = Lease.acquire(files, search, terms);
    try {
      SearchWriter writer = SearchWriter.open(files, search, lease, provenance);
      requireSame(search, writer.stored().provenance(), provenance);
      return writer;
    } catch (RuntimeException e) {
      try {
        lease.close();
      } catch (HistoryException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /**
   * Keeps others from doing something of that name at the same time, until it is closed: a lease as
   * a search has, on no search.
   *
   * @throws SearchInUseException if another process holds it
   */
  public Hold hold(SearchId name) {
    Lease lease = Lease.acquire(files, name, terms);
    lease.goneTokens().forEach(lease::forget);
    return lease::close;
  }

  /**
   * Returns whether some process may be at work on a search: the last one that took it has not
   * released it, and is not known to be dead. One on another machine that died is not known to be.
   */
  public boolean mayBeHeld(SearchId search) {
    return Lease.mayBeHeld(files, search, terms);
  }

  /** Something that is held. */
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** Returns what is done to searches between their runs. */
  public Maintenance maintenance() {
    return new Maintenance(this, files, terms);
  }

  /**
   * Everything that is wrong with a search; harmless things too.
   *
   * @throws HistoryException if it was never started
   */
  public List<Finding> verify(SearchId search) {
    if (!searches().contains(search)) {
      throw noSuch(search);
    }
    return new Verification(files, search).run();
  }

  private static void requireSame(SearchId search, Provenance stored, Provenance wanted) {
    SortedSet<String> differences = stored.differences(wanted);
    if (!differences.isEmpty()) {
      StringBuilder message =
          new StringBuilder("search " + search + " was started with other settings:");
      for (String name : differences) {
        message
            .append("\n  ")
            .append(name)
            .append(": was ")
            .append(stored.value(name).orElse("not set"))
            .append(", is ")
            .append(wanted.value(name).orElse("not set"));
      }
      throw new HistoryException(
          message
              + "\nGive the new search another id, or set these back to go on with the old one");
    }
  }
}
