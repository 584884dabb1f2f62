package io.edgewise.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusLineTest {

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final StatusLine line = new StatusLine(terminal);
  private final PrintStream err = new PrintStream(line, true, StandardCharsets.UTF_8);

  /** The rows that a terminal shows in the end: a carriage return goes back to a row's begin. */
  private List<String> screen() {
    return Stream.of(terminal.toString(StandardCharsets.UTF_8).split("\n"))
        .map(StatusLineTest::row)
        .toList();
  }

  private static String row(String written) {
    StringBuilder row = new StringBuilder();
    for (String part : written.split("\r", -1)) {
      row.replace(0, Math.min(part.length(), row.length()), part);
    }
    return row.toString().stripTrailing();
  }

  @Test
  void aShorterTextLeavesNothingOfALongerOne() {
    line.show("[====  ] 9 networks");
    line.show("[===== ] 10");
    assertThat(screen()).containsExactly("[===== ] 10");
  }

  @Test
  void aMessageHasItsLineToItself() {
    line.show("[==    ] 3/9 networks");
    err.println("trial 0/3 failed");
    line.show("[===   ] 4/9 networks");
    err.println("a");
    assertThat(screen()).containsExactly("trial 0/3 failed", "a");
  }

  @Test
  void aLineThatIsNotCompleteIsNotWrittenOver() {
    line.show("[==    ] 3/9 networks");
    err.print("half of");
    line.show("[===   ] 4/9 networks");
    err.println(" a message");
    line.show("[====  ] 5/9 networks");
    assertThat(screen()).containsExactly("half of a message", "[====  ] 5/9 networks");
  }
}
