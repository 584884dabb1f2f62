package io.edgewise.search.weights;

/** A file of weights that cannot be read; the message says what was found and what is allowed. */
public final class WeightsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public WeightsException(String message) {
    super(message);
  }

  public WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
