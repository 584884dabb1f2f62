package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edgewise report} as its user sees it. */
class ReportCommandTest {

  @TempDir Path root;
  @TempDir Path out;

  private CommandLineRun report(String... args) {
    return CommandLineRun.edgewise(
        1,
        Stream.of(Stream.of("report"), Stream.of(args), Stream.of("--history", root.toString()))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @Test
  void oneFileHoldsTheSearchesAndItsNameIsPrinted() throws IOException {
    HistorySamples.write(root, new SearchId("nightly-1"), 3, 8);
    HistorySamples.write(root, new SearchId("nightly-2"), 2, 8);
    Path page = out.resolve("nights.html");

    CommandLineRun run = report("nightly-1", "nightly-2", "nightly-1", "--out", page.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith(page + "\n");
    assertThat(Files.readString(page))
        .containsOnlyOnce("{\"id\":\"nightly-1\",\"space\"")
        .containsOnlyOnce("{\"id\":\"nightly-2\",\"space\"");
  }

  @Test
  void aSearchThatIsNotThereIsAnErrorThatListsThoseThatAre() {
    HistorySamples.write(root, new SearchId("nightly-1"), 1, 4);
    Path page = out.resolve("page.html");

    CommandLineRun run = report("weekly", "--out", page.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("edgewise: no search weekly in file:" + root + "; there are [nightly-1]\n");
    assertThat(page).doesNotExist();
  }

  @Test
  void aPageThatCannotBeWrittenIsToldBeforeTheHistoryIsRead() {
    Path page = out.resolve("no/folder/page.html");

    CommandLineRun run = report("nightly-1", "--out", page.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no folder " + page.getParent() + " to write it in");
  }
}
