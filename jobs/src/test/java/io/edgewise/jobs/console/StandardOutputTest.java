package io.edgewise.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StandardOutputTest {

  @Test
  void whatIsPrintedIsWrittenAsUtf8AndNothingIsLost() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(bytes);
    PrintStream printer = out.printer();
    printer.print("Größe");
    assertThat(out.failure(printer)).isEmpty();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("Größe");
  }

  @Test
  void aFullDiskIsTheReasonWhyOutputIsLost() {
    StandardOutput out = new StandardOutput(full());
    PrintStream printer = out.printer();
    printer.print("little enough to lie in a buffer until the end");
    assertThat(out.failure(printer)).contains("No space left on device");
  }

  @Test
  void theFirstReasonIsKept() {
    StandardOutput out = new StandardOutput(full());
    PrintStream printer = out.printer();
    printer.println("one");
    printer.println("two");
    assertThat(out.failure(printer)).contains("No space left on device");
  }

  private static OutputStream full() {
    return new OutputStream() {
      private int writes;

      @Override
      public void write(int b) throws IOException {
        throw new IOException(writes++ == 0 ? "No space left on device" : "another reason");
      }
    };
  }
}
