package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.AcceleratorCost;
import io.edgewise.jobs.history.TrialRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole searches for several accelerators. */
class SeveralAcceleratorsIT {

  private static final String SEVERAL =
      """
      search.generations = 2
      accelerators = [coral-usb, coral-usb2, raspberry-pi-4]
      reward.target-millis { coral-usb = 8, coral-usb2 = 12, raspberry-pi-4 = 400 }
      constraints.latency-millis { raspberry-pi-4 = 300 }
      """;

  @TempDir private Path folder;

  private CommandLineRun search(int cores, String name, String... settings) throws IOException {
    CommandLineRun run =
        CommandLineRun.edgewise(
            cores,
            TinySearch.args(TinySearch.config(folder, SEVERAL), folder.resolve(name), settings));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  @Test
  @DisplayName("a row has its costs on each; a front for each; the same on one core or gone on two")
  void pricesEachNetworkOnEach() throws IOException {
    CommandLineRun run = search(1, "whole");
    search(2, "in-two", "search.generations=1");
    search(2, "in-two");

    List<TrialRow> rows = TinySearch.comparable(folder.resolve("whole"));
    assertThat(TinySearch.comparable(folder.resolve("in-two"))).isEqualTo(rows);
    assertThat(TinySearch.stored(folder.resolve("in-two")).stateAfter(1))
        .isEqualTo(TinySearch.stored(folder.resolve("whole")).stateAfter(1));
    assertThat(rows)
        .allSatisfy(
            row -> {
              List<AcceleratorCost> costs = row.onAccelerators();
              assertThat(costs)
                  .extracting(AcceleratorCost::accelerator)
                  .containsExactly("coral-usb", "coral-usb2", "raspberry-pi-4");
              assertThat(costs.get(0).latencyMs()).isEqualTo(row.latencyMs());
              assertThat(costs.get(2).reason())
                  .isEqualTo(costs.get(2).latencyMs() > 300 ? "latency" : null);
              assertThat(row.status()).isEqualTo(TrialRow.MEASURED);
            });
    for (String accelerator : List.of("coral-usb", "coral-usb2", "raspberry-pi-4")) {
      assertThat(run.out()).containsPattern("\n" + accelerator + ": \\d+ on the front\n");
      Path own = folder.resolve("whole/fronts/tiny/" + accelerator);
      assertThat(Files.readString(own.resolve("front.csv"))).startsWith("architecture_id,");
      assertThat(own.resolve("front.png").toFile().exists())
          .as("a picture where there is something to see")
          .isEqualTo(Files.readAllLines(own.resolve("front.csv")).size() > 1);
    }
    assertThat(TinySearch.stored(folder.resolve("whole")).provenance().contents().values())
        .containsEntry("chips.coral-usb2.name", "\"coral-usb2\"")
        .containsEntry("chips.raspberry-pi-4.name", "\"raspberry-pi-4\"");
  }

  @Test
  @DisplayName("a list of one is the search with that accelerator, to the bit")
  void aListOfOneIsThatAccelerator() throws IOException {
    search(
        2,
        "listed",
        "accelerators=[coral-usb]",
        "reward.target-millis=8",
        "constraints.latency-millis=none");
    Path config = TinySearch.config(folder, "search.generations = 2");
    Path alone = folder.resolve("alone");
    assertThat(CommandLineRun.edgewise(2, TinySearch.args(config, alone)).exitCode()).isZero();

    assertThat(TinySearch.comparable(folder.resolve("listed")))
        .isEqualTo(TinySearch.comparable(alone))
        .allSatisfy(row -> assertThat(row.onAccelerators()).isNull());
  }
}
