package io.edgewise.jobs.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it could not be written, which a {@link PrintStream} keeps to
 * itself. Text goes out as UTF-8 whatever the locale.
 */
public final class StandardOutput extends OutputStream {

  private final OutputStream out;
  private @Nullable IOException failure;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** Puts one in the place of {@link System#out}, and makes standard error UTF-8 too. */
  public static StandardOutput install() {
    StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(out.printer());
    Console.installStandardError(new FileOutputStream(FileDescriptor.err));
    return out;
  }

  PrintStream printer() {
    return new PrintStream(new BufferedOutputStream(this), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Returns why something of what was printed so far is lost; empty if nothing is. */
  public Optional<String> failure(PrintStream printer) {
    return printer.checkError()
        ? Optional.of(failure == null ? "unknown" : String.valueOf(failure.getMessage()))
        : Optional.empty();
  }
}
