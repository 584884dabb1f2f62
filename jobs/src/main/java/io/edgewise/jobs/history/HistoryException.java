package io.edgewise.jobs.history;

/** The history cannot do what was asked; the message says what, where, and what to do. */
public class HistoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public HistoryException(String message) {
    super(message);
  }

  public HistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
