package io.edgewise.jobs.console;

/** An exit code tells how a command ends. The README lists them. */
public final class ExitCode {

  /** The work is done. */
  public static final int OK = 0;

  /** The work was done and came to nothing: no network trained. */
  public static final int FAILED = 1;

  /** The command line, a settings file, a data set or a history is wrong; nothing was started. */
  public static final int BAD_INPUT = 2;

  /** A fault of Edgewise or of what it runs on. */
  public static final int FAULT = 70;

  /**
   * The reader of standard output has closed it, as {@code head} does: 128 and SIGPIPE, with which
   * other programs end then.
   */
  public static final int NO_READER = 141;

  private ExitCode() {}
}
