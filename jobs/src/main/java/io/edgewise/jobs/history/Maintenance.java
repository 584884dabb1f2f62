package io.edgewise.jobs.history;

import io.edgewise.search.trial.SearchId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Maintenance is what is done to a search between its runs. Each takes the search's lease, so none
 * of it happens to a search that is being run.
 */
public final class Maintenance {

  private final History history;
  private final HistoryFiles files;
  private final Lease.Terms terms;

  Maintenance(History history, HistoryFiles files, Lease.Terms terms) {
    this.history = history;
    this.files = files;
    this.terms = terms;
  }

  /**
   * Merges the small files of a search: one file each of {@code generations} and {@code layers},
   * one manifest for all. Trials stay one file a generation, as their partitions ask. Controller
   * states are dropped but for the last ones. Deletes what crashed writers left.
   *
   * <p>Readers that opened the search before must open it again. For a moment plain readers of the
   * tables see fewer rows of the two merged ones.
   *
   * @param states how many of the last states are kept, at least 1, which is what a search needs to
   *     go on
   */
  public void compact(SearchId search, int states) {
    if (states < 1) {
      throw new IllegalArgumentException(
          "states = " + states + ": allowed is 1 or more, or the search could not go on");
    }
    withLease(
        search,
        protocol -> {
          List<Manifest> manifests = protocol.recover();
          if (manifests.size() > 2) {
            merge(protocol, new StoredSearch(files, search, manifests), states);
          }
          CommitProtocol.leftovers(files, search, protocol.log().read()).forEach(files::delete);
        });
  }

  private static void merge(CommitProtocol protocol, StoredSearch stored, int states) {
    int last = stored.lastGeneration().orElseThrow();
    CommitProtocol.Attempt attempt = protocol.attempt(0, last);
    for (Manifest manifest : stored.manifests()) {
      attempt.keep(manifest.files(Table.TRIALS));
    }
    attempt.stage(
        Table.GENERATIONS,
        GenerationRow.ROWS,
        stored
            .generations()
            .map(row -> row.generation() > last - states ? row : row.withoutState())
            .toList());
    attempt.stage(Table.LAYERS, LayerRow.ROWS, stored.layers().toList());
    attempt.commit(true);
  }

  /**
   * Drops every generation after one, so that the search goes on from there: the way back from
   * damage, as the same generations come out again.
   *
   * @param generation the last one that is kept; -1 keeps none
   * @throws HistoryException if generations that were compacted into one file would have to be
   *     split
   */
  public void rewind(SearchId search, int generation) {
    withLease(
        search,
        protocol -> {
          List<CommitLog.Entry> dropped = new ArrayList<>(protocol.log().entries());
          dropped.removeIf(entry -> entry.last() <= generation);
          for (CommitLog.Entry entry : dropped) {
            if (entry.compacted()) {
              throw new HistoryException(
                  "search "
                      + search
                      + ": generations 0 to "
                      + entry.last()
                      + " were compacted into one file and cannot be split; rewind to "
                      + entry.last()
                      + " or later");
            }
          }
          // The last first, and each one's files before its manifest: whatever is interrupted is
          // found by its manifest and can be done again.
          dropped.sort(Comparator.comparingInt(CommitLog.Entry::last).reversed());
          for (CommitLog.Entry entry : dropped) {
            deleteFiles(search, entry.last());
            protocol.log().delete(entry);
          }
          // Of generations whose manifest is what was lost.
          protocol.strays(protocol.log().read()).forEach(files::delete);
        });
  }

  /** Deletes files by their names, as the manifest may be what is damaged. */
  private void deleteFiles(SearchId search, int generation) {
    for (Table table : Table.values()) {
      String folder = table.folder(search, generation);
      for (String name : files.names(folder)) {
        if (name.startsWith(TableFile.namePrefix(generation)) && table != Table.SEARCHES) {
          files.delete(folder + "/" + name);
        }
      }
    }
  }

  /** Deletes a search, its front and its status; it is gone for readers in one step. */
  public void remove(SearchId search) {
    remove(List.of(search));
  }

  /**
   * Deletes searches, each with its front and its status; each is gone for readers in one step.
   *
   * @throws HistoryException before anything is deleted, if there is no such search
   * @throws SearchInUseException likewise, if one of them is being run
   */
  public void remove(List<SearchId> searches) {
    searches.forEach(this::requireThere);
    Map<SearchId, Lease> leases = new LinkedHashMap<>();
    try {
      for (SearchId search : searches) {
        if (!leases.containsKey(search)) {
          leases.put(search, Lease.acquire(files, search, terms));
        }
      }
      leases.forEach(
          (search, lease) -> new CommitProtocol(files, search, lease).deleteEverything());
    } finally {
      leases.values().forEach(Lease::close);
    }
    for (SearchId search : searches) {
      files.delete(Lease.folder(search));
      files.delete("fronts/" + search);
      files.delete("status/" + search);
    }
  }

  /**
   * Returns the searches of a prefix but for the latest of them, the oldest first.
   *
   * @param keep how many stay, at least 1
   */
  public List<SearchId> surplus(String prefix, int keep) {
    if (keep < 1) {
      throw new IllegalArgumentException("keep = " + keep + ": allowed is 1 or more");
    }
    List<SearchId> oldestFirst =
        history.searches().stream()
            .filter(search -> search.value().startsWith(prefix))
            .sorted(Comparator.comparing(search -> history.search(search).provenance().createdAt()))
            .toList();
    return oldestFirst.subList(0, Math.max(0, oldestFirst.size() - keep));
  }

  /**
   * @throws HistoryException if there is no such search, nor anything that is left of it
   */
  public void requireThere(SearchId search) {
    boolean leftovers = !CommitProtocol.leftovers(files, search, List.of()).isEmpty();
    if (!leftovers && !history.searches().contains(search)) {
      throw history.noSuch(search);
    }
  }

  private void withLease(SearchId search, Consumer<CommitProtocol> work) {
    requireThere(search);
    try (Lease lease = Lease.acquire(files, search, terms)) {
      work.accept(new CommitProtocol(files, search, lease));
    }
  }
}
