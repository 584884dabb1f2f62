package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.space.ArchitectureJson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
      assertThat(ArchitectureJson.read(front.resolve(id + ".json")).architecture().id().hex())
          .isEqualTo(id);
    }
    assertThat(Files.readAllBytes(front.resolve("front.png"))).startsWith(0x89, 'P', 'N', 'G');
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

  @Test
  @DisplayName(
      "kill -9 in the middle of a generation: what is committed is kept and not trained again")
  void survivesAKill() throws IOException, InterruptedException {
    Path config = TinySearch.config(folder, "");
    Path history = folder.resolve("killed");
    Process process = start(config, history);
    while (process.isAlive()
        && !Files.exists(history.resolve("trials/search_id=tiny/generation=0"))) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
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
            });
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

  private Process start(Path config, Path history) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(
                a ->
                    a.startsWith("--add-opens")
                        || a.startsWith("-Dorg.bytedeco")
                        || a.startsWith("-Xmx"))
            .toList());
    command.addAll(
        List.of(
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1"));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.add("io.edgewise.jobs.Main");
    command.addAll(List.of(TinySearch.args(config, history)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("killed.log").toFile())
        .start();
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
