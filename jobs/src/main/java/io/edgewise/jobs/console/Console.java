package io.edgewise.jobs.console;

import java.io.PrintStream;
import java.util.Locale;

/**
 * The console is where a command's words go: results to standard output, progress to standard
 * error.
 */
public final class Console {

  private final PrintStream out;
  private final PrintStream err;

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static Console system() {
    return new Console(System.out, System.err);
  }

  /** Returns whether somebody watches standard error; the launcher knows, the JVM does not. */
  public static boolean isTerminal() {
    return "1".equals(System.getenv("EDGEWISE_TERMINAL"));
  }

  /** One line of a result. */
  public void line(String format, Object... values) {
    out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }

  /** One line about what is going on. */
  public void note(String format, Object... values) {
    err.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }
}
