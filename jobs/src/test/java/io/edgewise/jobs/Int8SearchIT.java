package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.TrialKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole searches whose proxies answer in int8, in a space of swish and squeeze-excite. */
class Int8SearchIT {

  private static final String SPACE =
      """
      search { generations = 2, candidates = 3, pool = 6 }
      space = efficientnet
      dataset.examples = 240
      proxy { width-factor = 0.05, epochs = 2 }
      """;

  /** The limit is so tight that some of the networks break it, which have seen some 200 images. */
  private static final String LIMITED = "proxy.accuracy = int8, constraints.int8-loss = 0.01\n";

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "the accuracy in int8 is what counts, and what loses too much by it is infeasible; killed in"
          + " between, a search comes to the same")
  void scoresInInt8() throws IOException, InterruptedException {
    Path whole = folder.resolve("whole");
    Path config = TinySearch.config(folder, SPACE + LIMITED);
    CommandLineRun run = CommandLineRun.edgewise(1, TinySearch.args(config, whole));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("accuracy: top-1 in int8 on 48 validation images");
    List<TrialRow> trials = TinySearch.comparable(whole);
    List<TrialRow> trained = trials.stream().filter(row -> row.seed() != null).toList();
    assertThat(trained).hasSize(6).allMatch(row -> row.floatAccuracy() != null);
    for (TrialRow row : trained) {
      double loss = row.floatAccuracy() - row.int8Accuracy();
      assertThat(row.status()).isEqualTo(loss > 0.01 ? "infeasible" : "measured");
      assertThat(row.accuracy()).isEqualTo(loss > 0.01 ? null : row.int8Accuracy());
      assertThat(row.reason()).isEqualTo(loss > 0.01 ? "int8 loss" : null);
    }
    assertThat(trained.stream().map(TrialRow::status).distinct())
        .as("the limit divides them")
        .hasSize(2);
    assertThat(Files.readAllLines(whole.resolve("fronts/tiny/front.csv")).get(0))
        .endsWith(",file,float_accuracy");

    killedAndContinued(config, trials);
    isTheSameTrainingAsInFloats(trained);
  }

  private void killedAndContinued(Path config, List<TrialRow> trials)
      throws IOException, InterruptedException {
    Path history = folder.resolve("killed");
    Process process =
        ForkedEdgewise.start(
            folder.resolve("killed.log"), List.of(), TinySearch.args(config, history));
    assertThat(
            ForkedEdgewise.killAt(
                process,
                () -> Files.exists(history.resolve("_commits/tiny/generation-00000000.json"))))
        .as("killed")
        .isTrue();

    CommandLineRun resumed = CommandLineRun.edgewise(2, TinySearch.args(config, history));

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("goes on after generation 1 of 2");
    assertThat(TinySearch.comparable(history)).isEqualTo(trials);
  }

  /** The first generation is proposed before anything is known, so that it is the same. */
  private void isTheSameTrainingAsInFloats(List<TrialRow> trained) throws IOException {
    Path history = folder.resolve("floats");
    Path config = TinySearch.config(folder, SPACE);
    CommandLineRun run =
        CommandLineRun.edgewise(2, TinySearch.args(config, history, "search.generations=1"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<TrialKey, Double> floats =
        TinySearch.comparable(history).stream()
            .collect(Collectors.toMap(TrialRow::key, TrialRow::accuracy));
    assertThat(floats).hasSize(3);
    for (TrialRow row : trained.subList(0, 3)) {
      assertThat(row.floatAccuracy()).isEqualTo(floats.get(row.key()));
    }
    assertThat(TinySearch.comparable(history))
        .allMatch(row -> row.floatAccuracy() == null && row.int8Accuracy() == null);
  }
}
