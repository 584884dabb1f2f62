package io.edgewise.jobs.history;

import io.edgewise.search.trial.SearchId;
import java.util.Arrays;
import java.util.Locale;

/** The tables, each a folder of the root that is partitioned by search. */
public enum Table {
  /** {@link TrialRow}, partitioned by generation too. */
  TRIALS,
  /** {@link GenerationRow}. */
  GENERATIONS,
  /** {@link LayerRow}. */
  LAYERS,
  /** {@link SearchRow}. */
  SEARCHES;

  /** The table's folder, relative to the root. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The folder of a search in this table. */
  String folder(SearchId search) {
    return folder() + "/search_id=" + search;
  }

  /** The folder that a generation's file lies in. */
  String folder(SearchId search, int generation) {
    return this == TRIALS ? folder(search) + "/generation=" + generation : folder(search);
  }

  /**
   * @throws IllegalArgumentException if there is no such table
   */
  static Table of(String folder) {
    return Arrays.stream(values())
        .filter(table -> table.folder().equals(folder))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("names an unknown table " + folder));
  }
}
