package io.edgewise.search.dataset;

/**
 * A data set that cannot be used. The message is one sentence that names the file, what was found
 * in it and what is allowed.
 */
public final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    super(message);
  }

  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
