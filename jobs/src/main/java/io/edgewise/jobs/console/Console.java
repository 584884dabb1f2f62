package io.edgewise.jobs.console;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The console is where a command's words go: results to standard output, progress to standard
 * error.
 */
public final class Console {

  /** ECMA-48: the cursor goes to the top left (CUP), and what stands below is erased (ED). */
  private static final String CLEAR = "\033[H\033[2J";

  /** The process has one standard error; none until it was put in place. */
  private static volatile @Nullable StatusLine statusLine;

  private final PrintStream out;
  private final PrintStream err;

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static Console system() {
    return new Console(System.out, System.err);
  }

  /** Puts a stream in the place of {@link System#err}, before anybody keeps that. */
  static void installStandardError(OutputStream err) {
    StatusLine line = new StatusLine(err);
    statusLine = line;
    System.setErr(new PrintStream(line, true, StandardCharsets.UTF_8));
  }

  /**
   * Shows how far something is, in the last line of the terminal, until the next word there.
   *
   * @param text at most 79 characters
   */
  public void status(String text) {
    StatusLine line = statusLine;
    if (line != null) {
      line.show(text);
    }
  }

  /** Returns whether somebody watches standard error; the launcher knows, the JVM does not. */
  public static boolean isTerminal() {
    return "1".equals(System.getenv("EDGEWISE_TERMINAL"));
  }

  /**
   * Returns whether somebody watches standard output. (In Java 17 there is a console only if
   * standard input and output are a terminal.)
   */
  public static boolean isTerminalOut() {
    return System.console() != null;
  }

  /** Shows a result in the place of what the terminal shows. */
  public void page(List<String> lines) {
    out.print(CLEAR);
    lines.forEach(out::println);
    out.flush();
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
