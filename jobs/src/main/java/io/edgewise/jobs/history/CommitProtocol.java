package io.edgewise.jobs.history;

import io.edgewise.search.trial.SearchId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The protocol is how files become part of a search, whole or not at all, for whoever holds its
 * lease.
 *
 * <p>A commit has three parts. The files are written to {@code _staging}, which nobody reads. The
 * manifest that names them appears in one step: from then on they are committed. They are moved
 * into the tables. A crash before the manifest leaves garbage in {@code _staging}; one after it
 * leaves files there that readers of the manifest find, and that the next writer moves. Only single
 * files are ever moved, so this holds on object stores too, where moving a folder is not one step.
 */
final class CommitProtocol {

  private final HistoryFiles files;
  private final SearchId search;
  private final Lease lease;
  private final CommitLog log;
  private final Staging staging;

  CommitProtocol(HistoryFiles files, SearchId search, Lease lease) {
    this.files = files;
    this.search = search;
    this.lease = lease;
    this.log = new CommitLog(files, search);
    this.staging = new Staging(search);
  }

  CommitLog log() {
    return log;
  }

  /**
   * Completes what was committed. Deletes what earlier writers staged and did not commit, if they
   * are certainly gone.
   *
   * @return the manifests that count
   */
  List<Manifest> recover() {
    if (log.isRemoved()) {
      deleteEverything();
    }
    List<Manifest> manifests = log.read();
    dropSuperseded(manifests);
    Set<String> attempts = Set.copyOf(files.names(staging.folder()));
    manifests.stream()
        .filter(manifest -> attempts.contains(manifest.attempt()))
        .forEach(this::moveIntoTables);
    for (long token : lease.goneTokens()) {
      for (String attempt : staging.attempts(files, token)) {
        files.delete(staging.folder(attempt));
      }
      lease.forget(token);
    }
    return manifests;
  }

  /**
   * Refuses strays: what lies in the tables was committed once. If its manifest is gone somebody
   * deleted it, and what is written next would stand beside it.
   *
   * @throws DamagedHistoryException if there is a file in the tables that no manifest names
   */
  void requireNoStrays(List<Manifest> manifests) {
    strays(manifests).stream()
        .findFirst()
        .ifPresent(
            file -> {
              throw DamagedHistoryException.ofStray(search, file);
            });
  }

  /** Files in the tables that no manifest names; relative to the root. */
  List<String> strays(List<Manifest> manifests) {
    return leftovers(files, search, manifests).stream()
        .filter(file -> !file.startsWith(staging.folder()))
        .toList();
  }

  Attempt attempt(int first, int last) {
    return new Attempt(first, last);
  }

  /** One try to commit one manifest. */
  final class Attempt {

    private final int first;
    private final int last;
    private final String name = Staging.newAttempt(lease.token());
    private final List<TableFile> named = new ArrayList<>();

    private Attempt(int first, int last) {
      this.first = first;
      this.last = last;
    }

    <R extends Record> void stage(Table table, RowType<R> type, List<R> rows) {
      if (rows.isEmpty()) {
        return;
      }
      byte[] bytes = ParquetBytes.write(type, rows);
      TableFile file = TableFile.of(table, last, name, rows.size(), bytes);
      files.write(staging.file(name, file), bytes);
      named.add(file);
    }

    /** Names files that lie in their tables already. */
    void keep(List<TableFile> inTables) {
      named.addAll(inTables);
    }

    /**
     * @throws SearchInUseException if somebody else has taken the lease
     * @throws HistoryException if somebody else has committed the same
     */
    Manifest commit(boolean compacted) {
      Manifest manifest = new Manifest(search, first, last, name, lease.token(), named);
      lease.requireHeld();
      if (!log.publish(manifest, compacted)) {
        throw new HistoryException(
            "search "
                + search
                + ": another process has committed "
                + (last == Manifest.BEFORE_FIRST ? "it" : "generation " + last)
                + " meanwhile; start again to go on from there");
      }
      if (compacted) {
        dropSuperseded(log.read());
      }
      moveIntoTables(manifest);
      return manifest;
    }
  }

  private void moveIntoTables(Manifest manifest) {
    for (TableFile file : manifest.files()) {
      String staged = staging.file(manifest.attempt(), file);
      if (files.exists(staged)) {
        files.move(staged, file.path(search));
      }
    }
    files.delete(staging.folder(manifest.attempt()));
  }

  /** Deletes the manifests that a compacted one stands for, each after the files only it names. */
  private void dropSuperseded(List<Manifest> manifests) {
    List<CommitLog.Entry> superseded = new ArrayList<>(log.entries());
    superseded.removeAll(CommitLog.effective(superseded));
    Set<String> named = new HashSet<>();
    manifests.forEach(m -> m.files().forEach(file -> named.add(file.path(search))));
    for (CommitLog.Entry entry : superseded) {
      for (TableFile file : log.read(entry).files()) {
        if (!named.contains(file.path(search))) {
          files.delete(file.path(search));
        }
      }
      log.delete(entry);
    }
  }

  /** Files in the tables, and attempts, that no manifest names; relative to the root. */
  static List<String> leftovers(HistoryFiles files, SearchId search, List<Manifest> manifests) {
    Staging staging = new Staging(search);
    Set<String> known = new HashSet<>();
    for (Manifest manifest : manifests) {
      known.add(staging.folder(manifest.attempt()));
      manifest.files().forEach(file -> known.add(file.path(search)));
    }
    List<String> found = new ArrayList<>();
    for (Table table : Table.values()) {
      found.addAll(files.filesBelow(table.folder(search)));
    }
    files.names(staging.folder()).forEach(name -> found.add(staging.folder(name)));
    found.removeAll(known);
    return found;
  }

  /**
   * Deletes a search. It counts as deleted after the first step; the next writer finishes what a
   * crash leaves of it.
   */
  void deleteEverything() {
    log.remove(Staging.newAttempt(lease.token()));
    for (Table table : Table.values()) {
      files.delete(table.folder(search));
    }
    files.delete(staging.folder());
    log.forget();
  }
}
