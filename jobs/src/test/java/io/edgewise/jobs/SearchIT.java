package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.status.SearchState;
import io.edgewise.jobs.status.SearchStatus;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole searches, with Spark, training and history. */
class SearchIT {

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "a search trains, keeps every trial, and leaves the front where its user picks it up")
  void searchesFromConfigToFront() throws IOException {
    Path history = folder.resolve("runs");
    CommandLineRun run =
        CommandLineRun.edgewise(2, TinySearch.args(TinySearch.config(folder, ""), history));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("networks measured")
        .contains("best within the target of 8.00 ms");
    assertThat(run.err()).contains("generation 3/3").doesNotContain("INFO");
    List<TrialRow> trials = TinySearch.stored(history).trials().toList();
    assertThat(trials).hasSize(12);
    assertThat(trials)
        .filteredOn(t -> t.status().equals(TrialRow.MEASURED))
        .allSatisfy(
            t -> {
              assertThat(t.accuracy()).isBetween(0.0, 1.0);
              assertThat(t.proxy()).contains("16x16x3");
              assertThat(t.trainingMs()).isNotNegative();
            });

    Path front = history.resolve("fronts/tiny");
    List<String> rows = Files.readAllLines(front.resolve("front.csv"));
    assertThat(rows.get(0)).startsWith("architecture_id,generation,candidate,accuracy,latency_ms");
    assertThat(rows).hasSizeGreaterThan(1);
    for (String row : rows.subList(1, rows.size())) {
      String id = row.split(",")[0];
      assertThat(NetworkFile.read(front.resolve(id + ".json")).architecture().id().hex())
          .isEqualTo(id);
    }
    assertThat(Files.readAllBytes(front.resolve("front.png"))).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  @DisplayName("int8 of the front is asked for when a search is done, and changes nothing but that")
  void tellsInt8OfTheFront() throws IOException {
    Path config = TinySearch.config(folder, "");
    Path history = folder.resolve("runs");
    String[] words = TinySearch.args(config, history, "search.generations=1");
    assertThat(CommandLineRun.edgewise(2, words).exitCode()).isZero();
    List<TrialRow> trials = TinySearch.stored(history).trials().toList();
    Path table = history.resolve("fronts/tiny/front.csv");
    List<String> before = Files.readAllLines(table);

    List<String> more = new ArrayList<>(List.of(words));
    more.add("--int8-front");
    CommandLineRun run = CommandLineRun.edgewise(2, more.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(TinySearch.stored(history).trials().toList()).isEqualTo(trials);
    List<String> after = Files.readAllLines(table);
    assertThat(after.get(0)).isEqualTo(before.get(0) + ",int8_accuracy");
    for (int i = 1; i < before.size(); i++) {
      assertThat(after.get(i)).matches(Pattern.quote(before.get(i)) + ",[01]\\.\\d{6}");
      assertThat(run.out())
          .containsPattern(
              "int8 of "
                  + before.get(i).split(",")[0]
                  + ": \\d+\\.\\d\\d %, [+-]\\d+\\.\\d\\d points of its proxy in floats");
    }
  }

  @Test
  @DisplayName(
      "the same seed gives the same trials, on one core and on two; another seed gives others")
  void isReproducible() throws IOException {
    Path config = TinySearch.config(folder, "");
    for (String name : List.of("one-core", "two-cores", "again")) {
      int cores = name.equals("one-core") ? 1 : 2;
      assertThat(
              CommandLineRun.edgewise(cores, TinySearch.args(config, folder.resolve(name)))
                  .exitCode())
          .isZero();
    }
    CommandLineRun.edgewise(2, TinySearch.args(config, folder.resolve("other"), "search.seed=8"));

    List<TrialRow> oneCore = TinySearch.comparable(folder.resolve("one-core"));
    assertThat(TinySearch.comparable(folder.resolve("two-cores"))).isEqualTo(oneCore);
    assertThat(TinySearch.comparable(folder.resolve("again"))).isEqualTo(oneCore);
    assertThat(TinySearch.comparable(folder.resolve("other"))).isNotEqualTo(oneCore);
    assertThat(TinySearch.stored(folder.resolve("one-core")).stateAfter(2))
        .isEqualTo(TinySearch.stored(folder.resolve("two-cores")).stateAfter(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "accelerators = [coral-usb, coral-pi4]"})
  @DisplayName(
      "kill -9 in the middle of a generation: what is committed is kept and not trained again")
  void survivesAKill(String more) throws IOException, InterruptedException {
    Path config = TinySearch.config(folder, more);
    Path history = folder.resolve("killed");
    Process process =
        ForkedEdgewise.start(
            folder.resolve("killed.log"), List.of(), TinySearch.args(config, history));
    ForkedEdgewise.killAt(
        process, () -> Files.exists(history.resolve("_commits/tiny/generation-00000000.json")));
    int committed = TinySearch.stored(history).lastGeneration().orElseThrow() + 1;
    List<TrialRow> before = TinySearch.stored(history).trials().toList();

    CommandLineRun resumed = CommandLineRun.edgewise(2, TinySearch.args(config, history));
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("goes on after generation " + committed + " of 3");
    List<TrialRow> after = TinySearch.stored(history).trials().toList();
    assertThat(after.subList(0, before.size()))
        .as("rows of committed generations, times and hosts too")
        .isEqualTo(before);

    CommandLineRun.edgewise(2, TinySearch.args(config, folder.resolve("whole")));
    assertThat(TinySearch.comparable(history))
        .isEqualTo(TinySearch.comparable(folder.resolve("whole")));
    assertThat(trainedTwice(after)).isEmpty();
  }

  @Test
  @DisplayName(
      "a search that is done only shows its result again; with more generations it goes on")
  void goesOn() throws IOException {
    Path config = TinySearch.config(folder, "");
    Path history = folder.resolve("runs");
    CommandLineRun.edgewise(2, TinySearch.args(config, history, "search.generations=1"));
    List<TrialRow> first = TinySearch.stored(history).trials().toList();
    CommandLineRun again =
        CommandLineRun.edgewise(2, TinySearch.args(config, history, "search.generations=1"));
    assertThat(again.err()).contains("all 1 generations are done");
    assertThat(TinySearch.stored(history).trials().toList()).isEqualTo(first);
    CommandLineRun.edgewise(2, TinySearch.args(config, history, "search.generations=2"));
    assertThat(TinySearch.stored(history).lastGeneration()).hasValue(1);
  }

  @Test
  @DisplayName(
      "trainings that come to nothing are rows with a reason; if all do, the exit code says so")
  void keepsFailures() throws IOException {
    Path history = folder.resolve("runs");
    CommandLineRun run =
        CommandLineRun.edgewise(
            2,
            TinySearch.args(
                TinySearch.config(folder, ""),
                history,
                "search.generations=1",
                "proxy.resolution=1024",
                "proxy.batch-size=4096"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("0 networks measured").contains("4 failed (4 out-of-memory)");
    assertThat(TinySearch.stored(history).trials())
        .hasSize(4)
        .allSatisfy(
            trial -> {
              assertThat(trial.status()).isEqualTo(TrialRow.FAILED);
              assertThat(trial.reason()).isEqualTo("out-of-memory");
              assertThat(trial.detail()).isNotBlank();
              assertThat(trial.reward()).isNull();
              assertThat(trial.host()).isNotBlank();
              assertThat(trial.attempt()).isZero();
              assertThat(run.err())
                  .containsPattern(
                      "trial 0/"
                          + trial.candidate()
                          + " failed: out-of-memory on host "
                          + Pattern.quote(trial.host())
                          + ", attempt 0, after .* s, architecture "
                          + trial.architectureId()
                          + ": .+");
            });
    SearchState status = status(history);
    assertThat(status.phase()).isEqualTo(SearchState.Phase.FAILED);
    assertThat(status.message()).isEqualTo("no network could be trained");
    assertThat(status.trials().failed()).isEqualTo(4);
  }

  private static SearchState status(Path history) {
    return SearchStatus.read(new Configuration(), history.toString(), new SearchId("tiny"))
        .orElseThrow();
  }

  @Test
  @DisplayName("whoever watches sees the search in status.json and in Spark's metrics")
  void isWatched() throws IOException {
    Path metrics = Files.createDirectory(folder.resolve("metrics"));
    System.setProperty(
        "spark.metrics.conf.driver.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink");
    System.setProperty("spark.metrics.conf.driver.sink.csv.directory", metrics.toString());
    System.setProperty("spark.metrics.namespace", "tiny");
    Path history = folder.resolve("runs");
    CommandLineRun run =
        CommandLineRun.edgewise(2, TinySearch.args(TinySearch.config(folder, ""), history));
    System.clearProperty("spark.metrics.conf.driver.sink.csv.class");
    System.clearProperty("spark.metrics.conf.driver.sink.csv.directory");
    System.clearProperty("spark.metrics.namespace");
    assertThat(run.exitCode()).as(run.err()).isZero();

    SearchState status = status(history);
    List<TrialRow> trials = TinySearch.stored(history).trials().toList();
    TrialRow best =
        trials.stream()
            .filter(t -> t.status().equals(TrialRow.MEASURED))
            .max(Comparator.comparingDouble(TrialRow::reward))
            .orElseThrow();
    assertThat(status.phase()).isEqualTo(SearchState.Phase.FINISHED);
    assertThat(status.generation()).isEqualTo(3);
    assertThat(status.best().orElseThrow().reward()).isEqualTo(best.reward());
    assertThat(status.host()).isNotBlank();

    long trained = trials.stream().filter(t -> t.trainingMs() != null).count();
    assertThat(metric(metrics, "trials")).isEqualTo(trained);
    assertThat(metric(metrics, "failures")).isZero();
    assertThat(metric(metrics, "queue")).isZero();
    assertThat(metric(metrics, "best_reward")).isEqualTo(best.reward());
  }

  /** The last value that Spark's CSV sink wrote of a metric. */
  private static double metric(Path folder, String name) throws IOException {
    List<String> lines =
        Files.readAllLines(folder.resolve("tiny.driver.edgewise." + name + ".csv"));
    return Double.parseDouble(lines.get(lines.size() - 1).split(",")[1]);
  }

  @Test
  @DisplayName("a search ends when its controller expects little, and stays ended")
  void endsWhenLittleIsExpected() throws IOException {
    Path config =
        TinySearch.config(
            folder,
            "controller.kind = bayes, search.stop.expected-improvement = 1000, search.pool = 50");
    Path history = folder.resolve("runs");
    for (int time = 0; time < 2; time++) {
      CommandLineRun run = CommandLineRun.edgewise(2, TinySearch.args(config, history));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("stopped early: converged: an improvement of ");
      List<GenerationRow> rows = TinySearch.stored(history).generations().toList();
      assertThat(rows).hasSize(2);
      assertThat(rows.get(0).expectedImprovement()).as("before any reward").isNull();
      assertThat(rows.get(1).expectedImprovement()).isBetween(0.0, 1.0);
      assertThat(rows.get(1).stopped()).startsWith("converged: ");
    }
  }

  @Test
  @DisplayName("a search ends before a generation that its budget does not hold, and says so")
  void keepsItsBudget() throws IOException {
    Path config = TinySearch.config(folder, "search.budget.trials = 9");
    Path history = folder.resolve("runs");
    CommandLineRun run = CommandLineRun.edgewise(2, TinySearch.args(config, history));
    String why = "budget: 8 of 9 trials are done and a generation takes up to 4";
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("stopped early: " + why);
    assertThat(TinySearch.stored(history).generations().map(GenerationRow::stopped))
        .containsExactly(null, why);
    assertThat(status(history).phase()).isEqualTo(SearchState.Phase.STOPPED);
    assertThat(status(history).message()).isEqualTo(why);

    CommandLineRun again = CommandLineRun.edgewise(2, TinySearch.args(config, history));
    assertThat(again.out()).contains("stopped early: " + why);
    assertThat(TinySearch.stored(history).lastGeneration()).hasValue(1);

    CommandLineRun.edgewise(2, TinySearch.args(config, history, "search.budget.trials=none"));
    CommandLineRun.edgewise(
        2, TinySearch.args(config, folder.resolve("free"), "search.budget.trials=none"));
    assertThat(TinySearch.comparable(history))
        .as("where it paused leaves no trace in the trials")
        .isEqualTo(TinySearch.comparable(folder.resolve("free")));
  }

  @Test
  @DisplayName("other settings under the same id are refused, and the message names them")
  void refusesOtherSettings() throws IOException {
    Path config = TinySearch.config(folder, "");
    Path history = folder.resolve("runs");
    CommandLineRun.edgewise(2, TinySearch.args(config, history, "search.generations=1"));
    CommandLineRun other =
        CommandLineRun.edgewise(2, TinySearch.args(config, history, "proxy.epochs=2"));
    assertThat(other.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(other.err()).contains("proxy.epochs: was 1, is 2");
  }

  private static List<String> trainedTwice(List<TrialRow> rows) {
    return rows.stream()
        .filter(r -> r.status().equals(TrialRow.MEASURED) || r.status().equals(TrialRow.FAILED))
        .collect(Collectors.groupingBy(TrialRow::architectureId, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(e -> e.getValue() > 1)
        .flatMap(e -> Stream.of(e.getKey()))
        .toList();
  }
}
