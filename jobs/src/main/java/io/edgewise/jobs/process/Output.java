package io.edgewise.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/** Reads what a command prints, line by line and in bounded memory. It is not trusted. */
final class Output extends Thread {

  /** Characters that are kept. */
  static final int KEPT = 2000;

  /** Bytes of a line that are looked at; it may have more. */
  private static final int LONGEST_LINE = 4096;

  private final InputStream in;
  private final long most;
  private final Predicate<String> goesOn;
  private final StringBuilder last = new StringBuilder();
  private volatile boolean tooMuch;
  private volatile boolean enough;

  /**
   * @param most bytes
   * @param goesOn told each line, on this thread; whether it wants more
   */
  Output(InputStream in, long most, Predicate<String> goesOn) {
    super("output of a command");
    this.in = in;
    this.most = most;
    this.goesOn = goesOn;
    setDaemon(true);
  }

  @Override
  public void run() {
    byte[] line = new byte[LONGEST_LINE];
    byte[] chunk = new byte[1 << 13];
    int length = 0;
    long total = 0;
    try (in) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        total += read;
        if (total > most) {
          tooMuch = true;
          return;
        }
        for (int i = 0; i < read; i++) {
          if (chunk[i] == '\n') {
            tell(new String(line, 0, length, UTF_8));
            length = 0;
          } else if (length < LONGEST_LINE) {
            line[length++] = chunk[i];
          }
        }
      }
      if (length > 0) {
        tell(new String(line, 0, length, UTF_8));
      }
    } catch (IOException e) {
      // The pipe was closed under us because the command was ended.
    }
  }

  private void tell(String line) {
    String text = line.replaceAll("\\p{Cntrl}", " ").strip();
    keep(text);
    if (!enough && !goesOn.test(text)) {
      enough = true;
    }
  }

  private synchronized void keep(String line) {
    last.append(line).append('\n');
    if (last.length() > KEPT) {
      last.delete(0, last.length() - KEPT);
    }
  }

  /** The last of what was printed. */
  synchronized String last() {
    return last.toString().strip();
  }

  boolean tooMuch() {
    return tooMuch;
  }

  boolean enough() {
    return enough;
  }
}
