package io.edgewise.jobs.console;

/** Work was interrupted by the end of the process, and left everything in order. */
public final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  static final String IN_GENERAL = "stopped; run the same command to go on";

  /**
   * @param message where it stopped and how it goes on, in one line
   * @param cause what the interruption came out as
   */
  public StoppedException(String message, Throwable cause) {
    super(message, cause);
  }
}
