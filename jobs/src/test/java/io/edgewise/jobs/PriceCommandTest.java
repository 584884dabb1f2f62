package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.jobs.explain.DrawnSearch;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edgewise price} as its user sees it. */
class PriceCommandTest {

  @TempDir private Path root;

  private CommandLineRun price(String... args) {
    return CommandLineRun.edgewise(
        1,
        Stream.of(Stream.of("price"), Stream.of(args), Stream.of("--history", root.toString()))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @Test
  void theLatenciesAreThoseThatPredictTells() throws IOException {
    DrawnSearch.run(root, "random");

    CommandLineRun run = price("drawn", "--accelerator", "coral-dev-board");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("priced: drawn-on-coral-dev-board, on coral-dev-board\n");
    StoredSearch priced =
        History.open(new Configuration(), root.toString())
            .search(new SearchId("drawn-on-coral-dev-board"));
    List<Trial> trials = priced.trials().map(TrialRow::trial).toList();
    JsonNode predicted = predicted(trials);
    for (int i = 0; i < trials.size(); i++) {
      assertThat(trials.get(i).latency().orElseThrow().latencyMillis())
          .isCloseTo(predicted.get(i).get("latency_ms").asDouble(), within(1e-10));
    }
  }

  /** The number of digits that predict prints is that of its JSON. */
  private JsonNode predicted(List<Trial> trials) throws IOException {
    List<String> words = new ArrayList<>(List.of("predict"));
    for (int i = 0; i < trials.size(); i++) {
      String file =
          ArchitectureJson.write(
              new ArchitectureJson.Document("space", trials.get(i).architecture()));
      words.add(Files.writeString(root.resolve(i + ".json"), file).toString());
    }
    words.addAll(List.of("--accelerator", "coral-dev-board", "--resolution", "224"));
    words.addAll(List.of("--classes", "1000", "--json"));
    return new ObjectMapper()
        .readTree(CommandLineRun.edgewise(1, words.toArray(String[]::new)).out());
  }

  @Test
  void aSearchOrAnAcceleratorThatIsNotThereIsAnErrorThatListsThoseThatAre() {
    HistorySamples.write(root, new SearchId("nightly-1"), 1, 4);

    CommandLineRun search = price("weekly", "--accelerator", "coral-usb");
    CommandLineRun accelerator = price("nightly-1", "--accelerator", "coral-sub");

    assertThat(search.exitCode()).isEqualTo(2);
    assertThat(search.err())
        .isEqualTo("edgewise: no search weekly in file:" + root + "; there are [nightly-1]\n");
    assertThat(accelerator.exitCode()).isEqualTo(2);
    assertThat(accelerator.err()).contains("coral-sub").contains("did you mean coral-usb");
  }

  @Test
  void aSearchThatDoesNotTellItsDeploymentIsAnErrorThatSaysSo() {
    HistorySamples.write(root, new SearchId("nightly-1"), 1, 4);

    CommandLineRun run = price("nightly-1", "--accelerator", "coral-usb");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "edgewise: search nightly-1 cannot be priced: its history does not tell its space and"
                + " deployment as they are read today\n");
  }
}
