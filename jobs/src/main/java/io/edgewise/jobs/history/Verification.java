package io.edgewise.jobs.history;

import io.edgewise.search.history.ControllerStateJson;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.TrialKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads everything of a search and counts it again: manifests without a gap, files as they were
 * written, keys unique, generations of as many trials as they say.
 */
final class Verification {

  private final HistoryFiles files;
  private final SearchId search;
  private final CommitLog log;
  private final List<Finding> findings = new ArrayList<>();

  Verification(HistoryFiles files, SearchId search) {
    this.files = files;
    this.search = search;
    this.log = new CommitLog(files, search);
  }

  List<Finding> run() {
    List<Manifest> manifests = manifests();
    StoredSearch stored = new StoredSearch(files, search, manifests);
    Map<Integer, Integer> counted = new HashMap<>();
    Set<TrialKey> keys = new HashSet<>();
    for (Manifest manifest : manifests) {
      for (TableFile file : manifest.files(Table.TRIALS)) {
        for (TrialRow row : attempt(() -> stored.rows(TrialRow.ROWS, manifest, file))) {
          counted.merge(row.generation(), 1, Integer::sum);
          checkTrial(file, row, keys);
        }
      }
      readAll(stored, manifest, Table.LAYERS, LayerRow.ROWS);
      readAll(stored, manifest, Table.SEARCHES, SearchRow.ROWS);
    }
    for (Manifest manifest : manifests) {
      for (TableFile file : manifest.files(Table.GENERATIONS)) {
        for (GenerationRow row : attempt(() -> stored.rows(GenerationRow.ROWS, manifest, file))) {
          checkGeneration(file, row, counted);
        }
      }
    }
    findLeftovers(manifests);
    return findings;
  }

  private List<Manifest> manifests() {
    List<Manifest> manifests = new ArrayList<>();
    int next = Manifest.BEFORE_FIRST;
    long token = 0;
    for (CommitLog.Entry entry : CommitLog.effective(log.entries())) {
      if (entry.first() != next) {
        damage(
            log.path(entry.name()),
            "follows a gap: generations " + next + " to " + (entry.first() - 1) + " are missing");
      }
      next = entry.last() + 1;
      List<Manifest> read = attempt(() -> List.of(log.read(entry)));
      for (Manifest manifest : read) {
        if (manifest.token() < token) {
          damage(
              log.path(entry.name()),
              "was written by a process that had lost the search: its token "
                  + manifest.token()
                  + " is below "
                  + token);
        }
        token = Math.max(token, manifest.token());
        manifests.add(manifest);
      }
    }
    return manifests;
  }

  private <R extends Record> void readAll(
      StoredSearch stored, Manifest manifest, Table table, RowType<R> type) {
    for (TableFile file : manifest.files(table)) {
      attempt(() -> stored.rows(type, manifest, file));
    }
  }

  private void checkTrial(TableFile file, TrialRow row, Set<TrialKey> keys) {
    if (!keys.add(row.key())) {
      damage(file.path(search), "holds the trial " + row.key() + ", which there is already");
    }
    try {
      row.trial();
    } catch (RuntimeException e) {
      damage(file.path(search), "holds a trial that cannot be read: " + e.getMessage());
    }
  }

  private void checkGeneration(TableFile file, GenerationRow row, Map<Integer, Integer> counted) {
    int trials = counted.getOrDefault(row.generation(), 0);
    if (trials != row.trials()) {
      damage(
          file.path(search),
          "says that generation "
              + row.generation()
              + " has "
              + row.trials()
              + " trials: there are "
              + trials);
    }
    if (row.controllerState() != null) {
      try {
        ControllerStateJson.read(row.controllerState());
      } catch (IllegalArgumentException e) {
        damage(file.path(search), "of generation " + row.generation() + ": " + e.getMessage());
      }
    }
  }

  private void findLeftovers(List<Manifest> manifests) {
    boolean whole = findings.isEmpty();
    for (String leftover : CommitProtocol.leftovers(files, search, manifests)) {
      findings.add(
          new Finding(
              leftover,
              whole
                  ? "was never committed; `edgewise history compact " + search + "` deletes it"
                  : "is named by no manifest that can be read",
              true));
    }
  }

  private <T> List<T> attempt(Supplier<List<T>> reading) {
    try {
      return reading.get();
    } catch (DamagedHistoryException e) {
      damage(e.where(), e.problem());
      return List.of();
    }
  }

  private void damage(String where, String problem) {
    findings.add(new Finding(where, problem, false));
  }
}
