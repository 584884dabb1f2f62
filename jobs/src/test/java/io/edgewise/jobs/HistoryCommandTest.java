package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code edgewise history} as its user sees it. */
class HistoryCommandTest {

  @TempDir Path root;

  @BeforeEach
  void write() {
    HistorySamples.write(root, new SearchId("nightly-1"), 3, 4);
    HistorySamples.write(root, new SearchId("nightly-2"), 1, 4);
  }

  private CommandLineRun history(String... args) {
    return CommandLineRun.edgewise(
        1,
        Stream.of(Stream.of("history"), Stream.of(args), Stream.of("--history", root.toString()))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"retain --prefix=a --keep=", "compact any --states="})
  void aNumberOfNothingIsAWrongCommandLine(String command) {
    for (String number : List.of("0", "-1", "99999999999", "NaN", "")) {
      CommandLineRun run = history((command + number).split(" "));
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("is '" + number + "'; allowed is a whole number from 1 to ");
    }
  }

  @Test
  void showListsSearchesAndGenerations() {
    CommandLineRun all = history("show");
    assertThat(all.exitCode()).isZero();
    assertThat(all.out().lines().map(line -> line.replaceAll(" +", " ")))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("search generations trials"))
        .anyMatch(line -> line.startsWith("nightly-1 3 12 "))
        .anyMatch(line -> line.startsWith("nightly-2 1 4 "));

    CommandLineRun one = history("show", "nightly-1");
    assertThat(one.out()).contains("search nightly-1, space tiny").contains("  seed = 1");
    assertThat(one.out().lines().filter(line -> line.matches(" +[0-2] .*Z"))).hasSize(3);
  }

  @Test
  void aHistoryThatIsNotThereIsAnErrorAndNoEmptySuccess(@TempDir Path other) throws IOException {
    Path file = Files.writeString(other.resolve("a file"), "");
    Path folder = Files.createDirectory(other.resolve("photos"));
    Path nowhere = other.resolve("nowhere");
    for (List<String> command :
        List.of(List.of("show"), List.of("verify"), List.of("export", "nightly-1"))) {
      assertNoHistory(command, nowhere, "there is no such folder");
      assertNoHistory(command, file, "it is a file");
      assertNoHistory(command, folder, "no search was ever written there");
    }
  }

  private static void assertNoHistory(List<String> command, Path where, String why) {
    CommandLineRun run =
        CommandLineRun.edgewise(
            1,
            Stream.of(List.of("history"), command, List.of("--history", where.toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("edgewise: no history at file:" + where + ": " + why + "\n");
  }

  @Test
  void aHistoryOfWhichEverySearchIsRemovedIsEmptyAndThere() {
    assertThat(history("remove", "nightly-1", "nightly-2").exitCode()).isZero();
    assertThat(history("show").exitCode()).isZero();
  }

  @Test
  void aSearchThatIsNotThereIsAnErrorThatListsThoseThatAre() {
    for (String command : List.of("show", "verify", "compact", "export", "remove")) {
      CommandLineRun run = history(command, "weekly");
      assertThat(run.exitCode()).as(command).isEqualTo(2);
      assertThat(run.err())
          .contains("no search weekly in ")
          .contains("there are [nightly-1, nightly-2]");
    }
  }

  @Test
  void aSearchIdThatLeavesItsFolderIsAWrongCommandLine() {
    CommandLineRun run = history("remove", "../nightly-1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("search id \"../nightly-1\": must be 1 to 64 of");
  }

  @Test
  void exportPrintsCsvAndJson() {
    List<String> csv =
        history("export", "nightly-1", "--table", "generations").out().lines().toList();
    assertThat(csv.get(0)).startsWith("search_id,generation,proposed,trials,measured,");
    assertThat(csv.get(1)).startsWith("nightly-1,0,8,4,");

    List<String> json = history("export", "nightly-2", "--format", "json").out().lines().toList();
    assertThat(json).hasSize(4);
    assertThat(json.get(3))
        .startsWith("{\"search_id\":\"nightly-2\",\"generation\":0,\"candidate\":3,");
  }

  @Test
  void verifyFindsDamageAndRewindMendsIt() throws IOException {
    assertThat(history("verify").out())
        .isEqualToNormalizingNewlines("nightly-1: whole\nnightly-2: whole\n");
    try (Stream<Path> files = Files.list(root.resolve("trials/search_id=nightly-1/generation=2"))) {
      Files.delete(files.findFirst().orElseThrow());
    }

    CommandLineRun damaged = history("verify");
    assertThat(damaged.exitCode()).isEqualTo(2);
    assertThat(damaged.out())
        .contains("nightly-1: damaged")
        .contains("  damage: trials/search_id=nightly-1/generation=2/part-")
        .contains("nightly-2: whole");

    assertThat(history("rewind", "nightly-1", "--to", "1").out())
        .contains("nightly-1: goes on after generation 1");
    assertThat(history("verify").exitCode()).isZero();
  }

  @Test
  void compactRemoveAndRetain() {
    assertThat(history("compact", "nightly-1").out()).contains("nightly-1: compacted");
    assertThat(history("verify").exitCode()).isZero();
    HistorySamples.write(root, new SearchId("weekly"), 1, 4);
    assertThat(history("retain", "--prefix", "nightly-", "--keep", "1").out()).hasLineCount(1);
    assertThat(history("remove", "weekly").out()).contains("weekly: removed");
    assertThat(history("show").out()).hasLineCount(2);
  }

  @Test
  void compactSaysBeforeWhatRewindCanNoLongerDo() {
    String said = "nightly-1: generations 0 to 2 become one; rewind can then go to 2 or later\n";
    assertThat(history("compact", "nightly-1", "--dry-run").out())
        .isEqualToNormalizingNewlines(said);
    assertThat(history("compact", "nightly-1").out())
        .isEqualToNormalizingNewlines(said + "nightly-1: compacted\n");
    assertThat(history("rewind", "nightly-1", "--to", "1").err()).contains("rewind to 2 or later");
  }

  @Test
  void aDryRunDeletesNothing() {
    assertThat(history("remove", "nightly-1", "--dry-run").out())
        .isEqualToNormalizingNewlines("nightly-1: would be removed\n");
    assertThat(history("retain", "--prefix", "nightly-", "--keep", "1", "--dry-run").out())
        .containsPattern("^nightly-[12]: would be removed\\R$");
    assertThat(history("show").out()).hasLineCount(3);
  }

  @Test
  void allSearchesAreCheckedBeforeTheFirstIsDeleted() {
    CommandLineRun missing = history("remove", "nightly-1", "weekly");
    assertThat(missing.exitCode()).isEqualTo(2);
    try (HistorySamples.Held held = HistorySamples.hold(root, new SearchId("nightly-2"))) {
      assertThat(held).isNotNull();
      CommandLineRun used = history("remove", "nightly-1", "nightly-2");
      assertThat(used.exitCode()).isEqualTo(2);
      assertThat(used.err()).contains("search nightly-2 is being run by process ");
    }
    assertThat(history("show").out()).contains("nightly-1").contains("nightly-2");
  }

  @Test
  void whatANewerVersionWroteKeepsNoOtherFromBeingShownAndChecked() throws IOException {
    Path manifest = root.resolve("_commits/nightly-1/generation-00000000.json");
    Files.writeString(manifest, HistorySamples.ofSchema(Files.readString(manifest), "2.0"));

    CommandLineRun verified = history("verify");
    assertThat(verified.exitCode()).isEqualTo(2);
    assertThat(verified.out())
        .contains("nightly-1: not checked: search nightly-1 was written by a newer Edgewise")
        .contains("nightly-2: whole");
    CommandLineRun shown = history("show");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .contains("nightly-1 is not listed: search nightly-1 was written by a newer Edgewise")
        .contains("nightly-2");
  }

  @Test
  void showTellsStateAndTime() {
    assertThat(history("show").out()).contains("took").contains("state").contains("not known");
    assertThat(history("show", "nightly-1").out())
        .contains("state: not known; generations took 3 min 00 s");
  }

  @Test
  void theHistoryIsThatOfASearchFile() throws IOException {
    Path config = TinySearch.config(root, "search.history = " + root);
    CommandLineRun run =
        CommandLineRun.edgewise(1, "history", "show", "--config", config.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("nightly-2");

    CommandLineRun both = history("show", "--config", config.toString());
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err())
        .contains(
            "--history is " + root + " and --config is " + config + "; allowed is one of them");
  }
}
