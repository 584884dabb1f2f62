package io.edgewise.jobs.track;

/** A tracking server did not do what it was asked; the message tells what it did instead. */
public final class TrackingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean ofThisRun;

  /**
   * @param ofThisRun whether the server found fault with what it was told, so that the same again
   *     would come to the same
   */
  public TrackingException(String message, boolean ofThisRun, Throwable cause) {
    super(message, cause);
    this.ofThisRun = ofThisRun;
  }

  boolean isOfThisRun() {
    return ofThisRun;
  }
}
