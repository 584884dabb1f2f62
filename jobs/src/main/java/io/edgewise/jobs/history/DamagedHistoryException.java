package io.edgewise.jobs.history;

import io.edgewise.search.history.SearchId;

/** Something that was committed is missing or is not what was written. */
public final class DamagedHistoryException extends HistoryException {

  private static final long serialVersionUID = 1L;

  /**
   * @param where the file, relative to the root
   * @param problem what is wrong with it
   */
  DamagedHistoryException(SearchId search, int firstGeneration, String where, String problem) {
    super(message(search, firstGeneration, where, problem));
  }

  private static String message(SearchId search, int generation, String where, String problem) {
    boolean wholeSearch = generation <= 0;
    return "search "
        + search
        + (generation < 0 ? "" : ", generation " + generation)
        + ": "
        + where
        + " "
        + problem
        + ". Restore it from a copy, or "
        + (wholeSearch
            ? "start the search under another id"
            : "drop this generation and those after it with `edgewise history rewind "
                + search
                + " --to "
                + (generation - 1)
                + "` and run the search again")
        + "; `edgewise history verify "
        + search
        + "` lists all damage";
  }
}
