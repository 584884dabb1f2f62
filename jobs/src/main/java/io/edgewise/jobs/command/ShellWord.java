package io.edgewise.jobs.command;

/** A word of a command line as a POSIX shell reads it back. */
final class ShellWord {

  private ShellWord() {}

  /** The text itself where no shell would touch it, else quoted. */
  static String of(String text) {
    return text.matches("[A-Za-z0-9_./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
