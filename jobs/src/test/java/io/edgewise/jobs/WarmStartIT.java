package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that begins with what earlier ones of its history found. */
class WarmStartIT {

  @TempDir private Path folder;

  private CommandLineRun search(String history, String id, String... settings) throws IOException {
    Path root = folder.resolve(history);
    List<String> all = new ArrayList<>(List.of("search.id=" + id, "search.generations=2"));
    all.addAll(Arrays.asList(settings));
    return CommandLineRun.edgewise(
        2, TinySearch.args(TinySearch.config(folder, ""), root, all.toArray(String[]::new)));
  }

  private StoredSearch stored(String history, String id) {
    return History.open(new Configuration(), folder.resolve(history).toString())
        .search(new SearchId(id));
  }

  @Test
  @DisplayName("what an earlier search trained the same way is a repetition that names it")
  void trainsNothingTwice() throws IOException {
    search("runs", "first", "controller.kind=random");
    CommandLineRun run =
        search(
            "runs",
            "second",
            "controller.kind=random",
            "search.warm-start=[first]",
            "dataset.test-examples=17"); // No search sees these.

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("warm start: 8 networks of first, none of which is trained again");
    assertThat(run.out()).contains("8 networks measured (8 by earlier searches)");
    List<TrialRow> before = stored("runs", "first").trials().toList();
    List<TrialRow> after = stored("runs", "second").trials().toList();
    assertThat(after).as("the same seed proposes the same networks").hasSameSizeAs(before);
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.get(i).status()).isEqualTo(TrialRow.REPEATED);
      assertThat(after.get(i).repeatsSearch()).isEqualTo("first");
      assertThat(after.get(i).repeatsGeneration()).isEqualTo(before.get(i).generation());
      assertThat(after.get(i).repeatsCandidate()).isEqualTo(before.get(i).candidate());
      assertThat(after.get(i).accuracy()).isEqualTo(before.get(i).accuracy());
      assertThat(after.get(i).reward()).isEqualTo(before.get(i).reward());
      assertThat(after.get(i).trainingMs()).isNull();
    }
    assertThat(folder.resolve("runs/fronts/second/front.png")).isNotEmptyFile();
  }

  @Test
  @DisplayName("what was trained in another way is learned from and trained again")
  void trainsWhatWasTrainedDifferently() throws IOException {
    search("runs", "first", "controller.kind=random");
    CommandLineRun run =
        search(
            "runs",
            "second",
            "controller.kind=random",
            "search.warm-start=[first]",
            "proxy.learning-rate=0.01");
    assertThat(run.err()).contains("8 networks of first, trained differently, trust 0.5");
    assertThat(stored("runs", "second").trials())
        .noneMatch(row -> row.status().equals(TrialRow.REPEATED));
  }

  @Test
  @DisplayName("which rows were taken is fixed at the start, also if their search goes on")
  void goesOnAsItBegan() throws IOException {
    for (String history : List.of("straight", "interrupted")) {
      search(history, "first");
      if (history.equals("interrupted")) {
        search(history, "second", "search.warm-start=[first]", "search.generations=1");
        search(history, "first", "search.generations=4");
      }
      search(history, "second", "search.warm-start=[first]", "search.generations=3");
    }
    assertThat(stored("interrupted", "second").provenance().settings())
        .containsEntry("search.warm-start", "[\"first@1\"]");
    assertThat(stored("interrupted", "second").trials().map(TrialRow::withoutTimesAndHosts))
        .isEqualTo(
            stored("straight", "second").trials().map(TrialRow::withoutTimesAndHosts).toList());
    assertThat(stored("interrupted", "second").stateAfter(2))
        .isEqualTo(stored("straight", "second").stateAfter(2));
  }

  @Test
  void aSearchThatIsNotThereIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("runs"));
    CommandLineRun run = search("runs", "second", "search.warm-start=[first]");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("no search first in file:");
  }

  @Test
  void aSearchCannotBeginWithItself() throws IOException {
    CommandLineRun run = search("runs", "second", "search.warm-start=[second]");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("search.warm-start: names the search itself; allowed are earlier ones");
  }
}
