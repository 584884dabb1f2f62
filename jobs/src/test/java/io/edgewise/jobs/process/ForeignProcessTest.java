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

/** A command that is over before its words are read has said all of them. */
class ForeignProcessTest {

  @Test
  void notAWordOfAQuickCommandIsLost(@TempDir Path folder) {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    End end =
        ForeignProcess.run(
            new Call(
                List.of(
                    "sh", "-c", "i=0; while [ $i -lt 3000 ]; do i=$((i + 1)); echo line $i; done"),
                folder,
                Map.of(),
                new Limits(60_000, 1L << 30, 1 << 20)),
            line -> {
              if (lines.isEmpty()) {
                pause();
              }
              return lines.add(line);
            },
            () -> false);
    assertThat(end.reason()).isEqualTo(Reason.DONE);
    assertThat(lines).hasSize(3000).endsWith("line 3000");
  }

  /** A reader that is slow at first, as one is on a busy machine. */
  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
