package io.edgewise.jobs.history;

import io.edgewise.search.trial.SearchId;
import java.util.Locale;

/** Something that was committed is missing or is not what was written. */
public final class DamagedHistoryException extends HistoryException {

  private static final long serialVersionUID = 1L;

  private final String where;
  private final String problem;

  private DamagedHistoryException(
      SearchId search, String generation, String where, String problem, String remedy) {
    super(
        String.format(
            Locale.ROOT,
            "search %s%s: %s %s. Restore it from a copy, or %s; `edgewise history verify %s` lists"
                + " all damage",
            search,
            generation,
            where,
            problem,
            remedy,
            search));
    this.where = where;
    this.problem = problem;
  }

  /**
   * Damage to one generation, which can be run again.
   *
   * @param where the file, relative to the root
   * @param problem what is wrong with it
   */
  static DamagedHistoryException ofGeneration(
      SearchId search, int generation, String where, String problem) {
    String remedy =
        String.format(
            Locale.ROOT,
            "drop this generation and those after it with `edgewise history rewind %s --to %d` and"
                + " run the search again",
            search,
            generation - 1);
    return new DamagedHistoryException(
        search, ", generation " + generation, where, problem, remedy);
  }

  /** Damage to what the whole search rests on: its creation, or generations compacted into one. */
  static DamagedHistoryException ofSearch(SearchId search, String where, String problem) {
    return new DamagedHistoryException(
        search, "", where, problem, "start the search under another id");
  }

  /** A committed file whose manifest is gone. */
  static DamagedHistoryException ofStray(SearchId search, String where) {
    return new DamagedHistoryException(
        search,
        "",
        where,
        "was committed, but its manifest is gone",
        "delete it with `edgewise history compact " + search + "`, after which it is run again");
  }

  /** The damaged file, relative to the root. */
  String where() {
    return where;
  }

  /** Returns what is wrong with the history. */
  String problem() {
    return problem;
  }
}
