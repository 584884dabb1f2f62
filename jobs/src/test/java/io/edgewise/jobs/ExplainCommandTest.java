package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgewise.jobs.explain.DrawnSearch;
import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edgewise explain} as its user sees it. */
class ExplainCommandTest {

  @TempDir private Path root;

  private CommandLineRun explain(String... args) {
    return CommandLineRun.edgewise(
        1,
        Stream.of(Stream.of("explain"), Stream.of(args), Stream.of("--history", root.toString()))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private void refused(CommandLineRun run, String message) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("edgewise: " + message + "\n");
  }

  @Test
  void aSearchThatIsNotThereIsAnErrorThatListsThoseThatAre() {
    HistorySamples.write(root, new SearchId("nightly-1"), 1, 4);

    refused(explain("weekly"), "no search weekly in file:" + root + "; there are [nightly-1]");
  }

  @Test
  void ofTooFewMeasuredNetworksItIsSaidHowManyAreNeeded() {
    HistorySamples.write(root, new SearchId("young"), 0, 0);

    refused(
        explain("young"),
        "search young has 0 networks that were trained to the end; at least 20 are needed to tell"
            + " what they depend on");
  }

  @Test
  void aPictureThatCannotBeWrittenIsToldFirst() {
    Path picture = root.resolve("no/folder/why.png");

    refused(
        explain("weekly", "--out", picture.toString()),
        picture + ": 1 mistake\n  there is no folder " + picture.getParent() + " to write it in");
  }

  @Test
  void aTrialThatIsNotThereIsAnErrorThatSaysWhichThereAre() throws IOException {
    DrawnSearch.run(root, "random");

    CommandLineRun run = explain("drawn", "77/0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("edgewise: search drawn has no trial 77/0; it has ");
    assertThat(explain("drawn", "best").err())
        .contains("(TRIAL): \"best\" names no trial; allowed is GENERATION/INDEX such as 2/907");
  }

  @Test
  void aNetworkOfASearchIsExplained() throws IOException {
    DrawnSearch.run(root, "random");

    CommandLineRun run = explain("drawn", "1/0", "--json");

    assertThat(run.exitCode()).isZero();
    JsonNode network = new ObjectMapper().readTree(run.out());
    assertThat(network.get("trial").asText()).isEqualTo("1/0");
    assertThat(network.get("neighbours")).hasSize(5);
    assertThat(network.get("prospects").get(0).get("change").get("saved_ms").asDouble())
        .isPositive();
  }
}
