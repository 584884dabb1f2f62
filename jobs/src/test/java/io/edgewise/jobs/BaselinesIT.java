package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.History;
import io.edgewise.search.history.Baseline;
import io.edgewise.search.trial.SearchId;
import io.edgewise.sim.workload.networks.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search beside a known network. */
class BaselinesIT {

  private static final String SMALL = "search.baselines=[mobilenet-v2-0.35]";

  @TempDir private Path folder;

  private CommandLineRun search(String history, String... settings) throws IOException {
    return CommandLineRun.edgewise(
        2, TinySearch.args(TinySearch.config(folder, ""), folder.resolve(history), settings));
  }

  private List<Baseline> baselines(String history) {
    return TinySearch.stored(folder.resolve(history)).baselines();
  }

  @Test
  void aBaselineIsTrainedOnceAndNoTrialKnowsOfIt() throws IOException {
    CommandLineRun first = search("beside", "search.generations=1", SMALL);

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err())
        .contains("baselines: training mobilenet-v2-0.35\n")
        .containsPattern("baseline mobilenet-v2-0.35: \\d+\\.\\d\\d % in \\d\\.\\d{3} ms, reward ");
    Baseline kept = baselines("beside").get(0);
    assertThat(kept.parameters())
        .as("published for a class more, which has 1,280 weights and a bias")
        .hasValue(Networks.find("mobilenet-v2-0.35").parameters() - 1281);
    assertThat(kept.accuracy()).hasValueSatisfying(value -> assertThat(value).isBetween(0.0, 1.0));

    CommandLineRun second = search("beside", "search.generations=2", SMALL);

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.err()).doesNotContain("baseline");
    assertThat(baselines("beside")).containsExactly(kept);
    onAnotherChip(kept);
    search("alone", "search.generations=2");
    assertThat(TinySearch.comparable(folder.resolve("beside")))
        .isEqualTo(TinySearch.comparable(folder.resolve("alone")));
    assertThat(baselines("alone")).isEmpty();
  }

  /** Its accuracy is that of the search, the rest that of the chip. */
  private void onAnotherChip(Baseline kept) {
    Path history = folder.resolve("beside");
    CommandLineRun run =
        CommandLineRun.edgewise(
            1,
            "price",
            "tiny",
            "--accelerator",
            "coral-dev-board",
            "--as",
            "board",
            "--history",
            history.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    Baseline priced =
        History.open(new Configuration(), history.toString())
            .search(new SearchId("board"))
            .baselines()
            .get(0);
    assertThat(priced.name()).isEqualTo(kept.name());
    assertThat(priced.accuracy()).isEqualTo(kept.accuracy());
    assertThat(priced.parameters()).isEqualTo(kept.parameters());
    assertThat(priced.latencyMillis()).isPresent().isNotEqualTo(kept.latencyMillis());
    assertThat(priced.reward()).isPresent().isNotEqualTo(kept.reward());
  }

  @Test
  void aBaselineThatNoBlocksSpellIsRefusedWithThoseThatTheyDo() throws IOException {
    CommandLineRun run = search("runs", "search.baselines=[mobilenet-v2-1, resnet-50-v1]");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains(
            "search.baselines: names mobilenet-v2-1, which is no network of blocks; allowed are"
                + " efficientnet-b0, ")
        .contains("; did you mean mobilenet-v2-1.0")
        .contains("search.baselines: names resnet-50-v1, which is no network of blocks");
    assertThat(Files.exists(folder.resolve("runs"))).isFalse();
  }
}
