package io.edgewise.jobs.process;

/**
 * An end is how a command ended.
 *
 * @param detail what was seen, such as {@code exit code 3}; empty if it is done
 * @param output the last of what it printed, at most {@value Output#KEPT} characters, without
 *     control characters
 */
public record End(Reason reason, String detail, String output) {

  /** A reason tells why a command is over. */
  public enum Reason {
    /** It ended by itself with exit code 0. */
    DONE,

    /** It ended by itself with another exit code, or by a signal. */
    EXIT_CODE,

    /** It could not be started. */
    NOT_STARTED,
    TIMED_OUT,
    OUT_OF_MEMORY,

    /** It printed more than it may. */
    TOO_MUCH_OUTPUT,

    /** Its reader had seen enough. */
    ENOUGH,

    /** It is no longer wanted by whoever had it run. */
    CANCELLED
  }
}
