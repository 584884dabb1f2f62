package io.edgewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.process.End.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that is over at once has still said all that it said. */
class ForeignProcessTest {

  @Test
  void notAWordOfAQuickCommandIsLost(@TempDir Path folder) {
    for (int run = 0; run < 100; run++) {
      List<String> lines = Collections.synchronizedList(new ArrayList<>());
      End end =
          ForeignProcess.run(
              new Call(
                  List.of("sh", "-c", "echo one; echo two; echo three"),
                  folder,
                  Map.of(),
                  new Limits(60_000, 1L << 30, 1 << 20)),
              lines::add,
              () -> false);
      assertThat(end.reason()).isEqualTo(Reason.DONE);
      assertThat(lines).as("run %d", run).containsExactly("one", "two", "three");
    }
  }
}
