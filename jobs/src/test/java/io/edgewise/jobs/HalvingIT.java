package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.TrialRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole searches whose trainings are stopped at rungs. */
class HalvingIT {
  private static final String HALVING =
      """
      search { candidates = 5, pool = 5, generations = 2 }
      controller.kind = random
      proxy { epochs = 4, halving { enabled = true, first-rung = 1, reduction = 2 } }
      """;

  @TempDir private Path folder;

  private List<TrialRow> search(int cores, String name, String... settings) throws IOException {
    Path history = folder.resolve(name);
    CommandLineRun run =
        CommandLineRun.edgewise(
            cores, TinySearch.args(TinySearch.config(folder, HALVING), history, settings));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("stopped early (").contains(" halving)");
    return TinySearch.stored(history).trials().toList();
  }

  @Test
  @DisplayName("of five, three are trained past the first rung and two to the end; rows say so")
  void stopsAtRungs() throws IOException {
    List<TrialRow> first = search(2, "runs").stream().filter(t -> t.generation() == 0).toList();

    assertThat(first).filteredOn(t -> t.status().equals(TrialRow.MEASURED)).hasSize(2);
    assertThat(first)
        .filteredOn(t -> t.status().equals(TrialRow.STOPPED))
        .hasSize(3)
        .allSatisfy(
            t -> {
              assertThat(t.reason()).isEqualTo("halving");
              assertThat(t.detail()).matches("rung [12] of 3, after epoch [12] of 4: .*");
              assertThat(t.accuracy()).isBetween(0.0, 1.0);
              assertThat(t.reward()).isFinite();
              assertThat(t.epochLosses()).hasSizeBetween(1, 2);
            });
    assertThat(first).extracting(t -> t.epochLosses().size()).containsOnly(1, 2, 4);
  }

  @Test
  @DisplayName("the same trials on one core and on two, whichever training ends first")
  void isReproducible() throws IOException {
    search(1, "one");
    search(2, "two");

    assertThat(TinySearch.comparable(folder.resolve("two")))
        .isEqualTo(TinySearch.comparable(folder.resolve("one")));
  }

  @Test
  @DisplayName("the survivors are what they would have been without halving")
  void survivorsAreTrainedAsEver() throws IOException {
    List<TrialRow> halved = search(2, "halved");
    CommandLineRun.edgewise(
        2,
        TinySearch.args(
            TinySearch.config(folder, HALVING),
            folder.resolve("whole"),
            "proxy.halving.enabled=false"));
    List<TrialRow> whole = TinySearch.comparable(folder.resolve("whole"));

    List<TrialRow> survivors =
        halved.stream()
            .filter(t -> t.status().equals(TrialRow.MEASURED))
            .map(TrialRow::withoutTimesAndHosts)
            .toList();
    assertThat(survivors).isNotEmpty();
    assertThat(whole).containsAll(survivors);
  }
}
