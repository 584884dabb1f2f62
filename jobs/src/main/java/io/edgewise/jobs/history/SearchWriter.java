package io.edgewise.jobs.history;

import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.history.SearchId;
import io.edgewise.search.history.Times;
import io.edgewise.search.history.Trial;
import io.edgewise.search.history.TrialKey;
import io.edgewise.sim.LatencyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes one search, a generation at a time.
 *
 * <p>A commit has three parts. The files are written to {@code _staging}, which nobody reads. The
 * manifest that names them appears in one step: from then on the generation is committed. The files
 * are moved into the tables. A crash before the manifest leaves garbage in {@code _staging}; one
 * after it leaves files there that readers of the manifest find, and that the next writer moves.
 * Only single files are ever moved, so this holds on object stores too, where moving a folder is
 * not one step.
 */
public final class SearchWriter implements AutoCloseable {

  private final HistoryFiles files;
  private final SearchId id;
  private final Lease lease;
  private final CommitLog log;
  private final Staging staging;
  private Optional<StoredSearch> stored;

  SearchWriter(HistoryFiles files, SearchId id, Lease lease, Optional<StoredSearch> stored) {
    this.files = files;
    this.id = id;
    this.lease = lease;
    this.log = new CommitLog(files, id);
    this.staging = new Staging(id);
    this.stored = stored;
  }

  /** What is committed by now. */
  public StoredSearch stored() {
    return stored.orElseThrow(() -> new IllegalStateException("search " + id + " is not created"));
  }

  /** The number of the generation to be committed next. */
  public int nextGeneration() {
    return stored().lastGeneration().orElse(Manifest.BEFORE_FIRST) + 1;
  }

  /**
   * Completes what was committed. Deletes what earlier writers staged and did not commit, if they
   * are certainly gone.
   */
  void recover() {
    Set<String> attempts = Set.copyOf(files.names(staging.folder()));
    stored.stream()
        .flatMap(search -> search.manifests().stream())
        .filter(manifest -> attempts.contains(manifest.attempt()))
        .forEach(this::complete);
    for (long token : lease.goneTokens()) {
      for (String attempt : staging.attempts(files, token)) {
        files.delete(staging.folder(attempt));
      }
      lease.forget(token);
    }
  }

  void create(Provenance provenance) {
    Attempt attempt = new Attempt(Manifest.BEFORE_FIRST);
    attempt.stage(Table.SEARCHES, SearchRow.ROWS, List.of(SearchRow.of(id, provenance)));
    Manifest manifest = attempt.commit();
    stored = Optional.of(new StoredSearch(files, id, List.of(manifest)));
  }

  /**
   * Makes a generation part of the history, whole or not at all.
   *
   * @param frontReports the reports, with their layers, of this generation's trials that stand on
   *     the front; their layers are kept
   * @throws IllegalArgumentException if it is not the next one, or its trials are not of it, or two
   *     of them have one key
   * @throws HistoryException if it cannot be written, or another writer has committed it
   */
  public void commit(
      Generation generation, Times times, Map<TrialKey, LatencyReport> frontReports) {
    requireNext(generation);
    List<Trial> trials = sorted(generation);
    String space = stored().provenance().space();
    Attempt attempt = new Attempt(generation.number());
    attempt.stage(
        Table.TRIALS,
        TrialRow.ROWS,
        trials.stream().map(trial -> TrialRow.of(id, space, trial)).toList());
    attempt.stage(
        Table.GENERATIONS, GenerationRow.ROWS, List.of(GenerationRow.of(id, generation, times)));
    attempt.stage(
        Table.LAYERS,
        LayerRow.ROWS,
        trials.stream()
            .flatMap(
                trial ->
                    Stream.ofNullable(frontReports.get(trial.key()))
                        .flatMap(report -> LayerRow.of(id, trial, report).stream()))
            .toList());
    stored = Optional.of(stored().with(attempt.commit()));
  }

  private void requireNext(Generation generation) {
    if (generation.number() != nextGeneration()) {
      throw new IllegalArgumentException(
          "search "
              + id
              + ": generation "
              + generation.number()
              + " was given, the next one is "
              + nextGeneration());
    }
  }

  /** By candidate; every key is of this generation and there is none twice. */
  private List<Trial> sorted(Generation generation) {
    SortedMap<Integer, Trial> byIndex = new TreeMap<>();
    for (Trial trial : generation.trials()) {
      if (trial.generation() != generation.number()) {
        throw new IllegalArgumentException(
            "search "
                + id
                + ": trial "
                + trial.key()
                + " is not of generation "
                + generation.number());
      }
      if (byIndex.put(trial.index(), trial) != null) {
        throw new IllegalArgumentException(
            "search " + id + ": two trials have the key " + trial.key());
      }
    }
    return List.copyOf(byIndex.values());
  }

  /** Lets others write. */
  @Override
  public void close() {
    lease.close();
  }

  /** The third part of a commit: moves the files into the tables. */
  private void complete(Manifest manifest) {
    for (TableFile file : manifest.files()) {
      String staged = staging.file(manifest.attempt(), file);
      if (files.exists(staged)) {
        files.move(staged, file.path(id));
      }
    }
    files.delete(staging.folder(manifest.attempt()));
  }

  /** One try to commit one manifest. */
  private final class Attempt {

    private final int generation;
    private final String name = Staging.newAttempt(lease.token());
    private final List<TableFile> staged = new ArrayList<>();

    Attempt(int generation) {
      this.generation = generation;
    }

    <R extends Record> void stage(Table table, RowType<R> type, List<R> rows) {
      if (rows.isEmpty()) {
        return;
      }
      byte[] bytes = ParquetBytes.write(type, rows);
      TableFile file = TableFile.of(table, generation, name, rows.size(), bytes);
      files.write(staging.file(name, file), bytes);
      staged.add(file);
    }

    Manifest commit() {
      Manifest manifest = new Manifest(id, generation, generation, name, lease.token(), staged);
      lease.requireHeld();
      if (!log.publish(manifest)) {
        throw new HistoryException(
            "search "
                + id
                + ": another process has committed "
                + (generation < 0 ? "it" : "generation " + generation)
                + " meanwhile; start again to go on from there");
      }
      complete(manifest);
      return manifest;
    }
  }
}
