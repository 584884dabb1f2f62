package io.edgewise.jobs.history;

/** Another process writes this search, or has taken it over. */
public final class SearchInUseException extends HistoryException {

  private static final long serialVersionUID = 1L;

  SearchInUseException(String message) {
    super(message);
  }
}
