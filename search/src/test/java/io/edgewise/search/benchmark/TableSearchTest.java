package io.edgewise.search.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.typesafe.config.ConfigFactory;
import io.edgewise.search.benchmark.BenchmarkTable.Row;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controllers.Controllers;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSearchTest {

  private static final Path ACCURACY = Path.of("../../shared/data/nasbench201/accuracy.csv");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"bayes", "ppo", "reinforce", "evolution", "local-search", "nsga2", "random"})
  void trainsEachNetworkOnceAndNoneAboveTheLimit(String controller) throws IOException {
    BenchmarkTable table = squares();
    Run run = search(table, 40, 20).run(space().space(), make(controller), 3);
    assertThat(run.trained()).allMatch(row -> row.latencyMillis() <= 40);
    assertThat(new HashSet<>(run.trained())).hasSameSizeAs(run.trained());
    assertThat(run.trained()).hasSize(20);
    assertThat(search(table, 40, 20).run(space().space(), make(controller), 3)).isEqualTo(run);
  }

  @Test
  void aSearchIsOverWhenTheTableIsExhausted() throws IOException {
    // a + b <= 3 holds for 4 + 3 + 2 + 1 pairs.
    Run run = search(squares(), 3, 50).run(space().space(), make("random"), 1);
    assertThat(run.trained()).hasSize(10);
  }

  @Test
  void theSurrogateNeedsFewTrainingsOnRealNetworks() throws IOException {
    assumeThat(ACCURACY).exists();
    TabularSpace cells = TabularSpace.nasBench201();
    BenchmarkTable table =
        BenchmarkTable.read(
            ACCURACY,
            new TableColumns("cifar10_val_acc", Optional.empty(), Optional.empty()),
            cells);
    Run run =
        new TableSearch(table, screener(table, 1e9), new TableSearch.Effort(60, 4, 500))
            .run(cells.space(), make("bayes"), 0);
    double best = table.rows().stream().mapToDouble(Row::objective).max().orElseThrow();
    assertThat(run.trainingsUntil(best, 1.0)).as("trainings to 1 point").isPresent();
  }

  private static Function<SearchSpace, Controller> make(String controller) {
    return Controllers.named(controller, ConfigFactory.empty(), Controllers.Chips.UNKNOWN);
  }

  private static TableSearch search(BenchmarkTable table, double limit, int budget) {
    return new TableSearch(table, screener(table, limit), new TableSearch.Effort(budget, 4, 100));
  }

  private static TableScreener screener(BenchmarkTable table, double limit) {
    return new TableScreener(
        table,
        new CycleSimulator(AcceleratorFile.find("coral-usb")),
        new Constraints(limit, Long.MAX_VALUE, Long.MAX_VALUE));
  }

  /** Accuracy 100 - (a - 5)^2 - (b - 2)^2 at a + b ms, for a and b from 0 to 7. */
  private BenchmarkTable squares() throws IOException {
    StringBuilder csv = new StringBuilder("arch,acc,ms\n");
    for (int a = 0; a < 8; a++) {
      for (int b = 0; b < 8; b++) {
        int accuracy = 100 - (a - 5) * (a - 5) - (b - 2) * (b - 2);
        csv.append(a + "-" + b + "," + accuracy + "," + (a + b) + "\n");
      }
    }
    return BenchmarkTable.read(
        Files.writeString(folder.resolve("squares.csv"), csv),
        new TableColumns("acc", Optional.empty(), Optional.of("ms")),
        space());
  }

  private TabularSpace space() throws IOException {
    String options = "[\"0\", \"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\"]";
    return TabularSpace.read(
        Files.writeString(
            folder.resolve("squares.conf"),
            "name = squares\nfamily = table\npattern = \"{a}-{b}\"\ndecisions = ["
                + "{ name = a, options = "
                + options
                + " }, { name = b, options = "
                + options
                + " }]"));
  }
}
