package io.edgewise.jobs.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The last line of a terminal, which says how far something is and is written over and over. It
 * gives way to whatever else goes to the same stream, from whatever thread or library, so that no
 * message shares a line with it.
 */
final class StatusLine extends OutputStream {

  private final OutputStream terminal;
  private int shown;
  private boolean isLineBegun;

  StatusLine(OutputStream terminal) {
    this.terminal = terminal;
  }

  /**
   * Shows a text in place of the last one; nothing while somebody else's line is not complete.
   *
   * @param text less than a line of the terminal, of characters that are one column wide
   */
  synchronized void show(String text) {
    if (isLineBegun) {
      return;
    }
    try {
      print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      shown = text.length();
    } catch (IOException e) {
      throw new UncheckedIOException("standard error cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    if (shown > 0) {
      print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
    terminal.write(bytes, offset, length);
    isLineBegun = bytes[offset + length - 1] != '\n';
  }

  @Override
  public synchronized void flush() throws IOException {
    terminal.flush();
  }

  private void print(String text) throws IOException {
    terminal.write(text.getBytes(StandardCharsets.UTF_8));
    terminal.flush();
  }
}
