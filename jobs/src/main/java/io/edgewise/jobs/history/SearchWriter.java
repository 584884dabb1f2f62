package io.edgewise.jobs.history;

import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.history.Times;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.LatencyReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes one search, a generation at a time, while it holds the search's lease. */
public final class SearchWriter implements AutoCloseable {

  private final SearchId id;
  private final Lease lease;
  private final CommitProtocol protocol;
  private final String space;
  private StoredSearch stored;

  private SearchWriter(SearchId id, Lease lease, CommitProtocol protocol, StoredSearch stored) {
    this.id = id;
    this.lease = lease;
    this.protocol = protocol;
    this.space = stored.provenance().space();
    this.stored = stored;
  }

  /** Goes on with a search, or creates it. */
  static SearchWriter open(HistoryFiles files, SearchId id, Lease lease, Provenance provenance) {
    CommitProtocol protocol = new CommitProtocol(files, id, lease);
    List<Manifest> manifests = protocol.recover();
    protocol.requireNoStrays(manifests);
    if (manifests.isEmpty()) {
      CommitProtocol.Attempt attempt =
          protocol.attempt(Manifest.BEFORE_FIRST, Manifest.BEFORE_FIRST);
      attempt.stage(Table.SEARCHES, SearchRow.ROWS, List.of(SearchRow.of(id, provenance)));
      manifests = List.of(attempt.commit(false));
    }
    return new SearchWriter(id, lease, protocol, new StoredSearch(files, id, manifests));
  }

  /** Returns what is committed by now. */
  public StoredSearch stored() {
    return stored;
  }

  /** The number of the generation to be committed next. */
  public int nextGeneration() {
    return stored.lastGeneration().orElse(Manifest.BEFORE_FIRST) + 1;
  }

  /**
   * Makes a generation part of the history, whole or not at all.
   *
   * @param frontReports the reports, with their layers, of this generation's trials that stand on
   *     the front; their layers are kept
   * @param stopped why the search ends with it before its last one
   * @throws IllegalArgumentException if it is not the next one, or its trials are not of it, or two
   *     of them have one key
   * @throws SearchInUseException if another process has taken over
   * @throws HistoryException if it cannot be written, or another writer has committed it
   */
  public void commit(
      Generation generation,
      Times times,
      Map<TrialKey, LatencyReport> frontReports,
      Optional<String> stopped) {
    requireNext(generation);
    List<Trial> trials = sorted(generation);
    CommitProtocol.Attempt attempt = protocol.attempt(generation.number(), generation.number());
    attempt.stage(
        Table.TRIALS,
        TrialRow.ROWS,
        trials.stream().map(trial -> TrialColumns.row(id, space, trial)).toList());
    attempt.stage(
        Table.GENERATIONS,
        GenerationRow.ROWS,
        List.of(GenerationRow.of(id, generation, times, stopped)));
    attempt.stage(
        Table.LAYERS,
        LayerRow.ROWS,
        trials.stream()
            .flatMap(
                trial ->
                    Stream.ofNullable(frontReports.get(trial.key()))
                        .flatMap(report -> LayerRow.of(id, trial, report).stream()))
            .toList());
    stored = stored.with(attempt.commit(false));
  }

  /** Makes a generation after which the search may go on part of the history. */
  public void commit(
      Generation generation, Times times, Map<TrialKey, LatencyReport> frontReports) {
    commit(generation, times, frontReports, Optional.empty());
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

  /** Sorts the trials by candidate; every key is of this generation and there is none twice. */
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
}
