package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.jobs.status.SearchStatus;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
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
    assertThat(out.resolve("nights-nightly-1-trainings.png")).isNotEmptyFile();
    assertThat(out.resolve("nights-nightly-1-time.png")).isNotEmptyFile();
    assertThat(out.resolve("nights-nightly-2-time.png")).isNotEmptyFile();
    assertThat(out.resolve("nights-fronts.png")).isNotEmptyFile();
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
  void aSearchOfANewerVersionIsAnErrorThatSaysSo() throws IOException {
    HistorySamples.write(root, new SearchId("nightly-1"), 1, 4);
    Path manifest = root.resolve("_commits/nightly-1/generation-00000000.json");
    Files.writeString(manifest, HistorySamples.ofSchema(Files.readString(manifest), "2.0"));
    Path page = out.resolve("page.html");

    CommandLineRun run = report("nightly-1", "--out", page.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "edgewise: search nightly-1 was written by a newer Edgewise, with schema version 2.0;"
                + " this one reads up to 1.x. Use the newer one\n");
    assertThat(page).doesNotExist();
  }

  /** Files of a third generation are there, but nobody has committed them. */
  @Test
  void ofASearchThatIsBeingWrittenWhatIsCommittedIsShownAndThatItIsUnderWay() throws Exception {
    SearchId search = new SearchId("nightly-1");
    HistorySamples.write(root, search, 3, 8);
    Files.delete(root.resolve("_commits/nightly-1/generation-00000002.json"));
    Path page = out.resolve("page.html");
    try (HistorySamples.Held held = HistorySamples.hold(root, search);
        SearchStatus status = status(search)) {
      status.started(Tally.NONE);

      CommandLineRun run = report("nightly-1", "--out", page.toString());

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
    }
    assertThat(Files.readString(page))
        .contains(
            "\"state\":\"under way, 0 of 5 generations are committed; this report shows those")
        .contains("\"generation\":1,\"proposed\"")
        .doesNotContain("\"generation\":2,\"proposed\"");
  }

  private SearchStatus status(SearchId search) {
    return new SearchStatus(
        new Configuration(), root.toString(), search, 5, "here", Clock.systemUTC(), line -> {});
  }

  @Test
  void aPageThatCannotBeWrittenIsToldBeforeTheHistoryIsRead() {
    Path page = out.resolve("no/folder/page.html");

    CommandLineRun run = report("nightly-1", "--out", page.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no folder " + page.getParent() + " to write it in");
  }
}
