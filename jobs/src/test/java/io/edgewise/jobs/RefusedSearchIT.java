package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.HistorySamples;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that must not start, and what none may leave behind. */
class RefusedSearchIT {

  @TempDir private Path folder;

  @Test
  @DisplayName("two drivers at once: the second says who runs the search, and touches nothing")
  void aSecondDriverIsRefused() throws IOException {
    Path history = folder.resolve("runs");
    Path config = TinySearch.config(folder, "search.generations = 1");
    try (var held = HistorySamples.hold(history, new SearchId("tiny"))) {
      List<String> before = files(history);
      CommandLineRun second = CommandLineRun.edgewise(1, TinySearch.args(config, history));
      assertThat(second.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(second.err())
          .contains("search tiny is being run by process " + ProcessHandle.current().pid());
      assertThat(files(history)).containsAll(before).noneMatch(file -> file.contains("trials"));
    }
  }

  @Test
  @DisplayName("a root that cannot be written is named before anything is trained")
  void aReadOnlyRootIsRefused() throws IOException {
    Path config = TinySearch.config(folder, "");
    // A place where not even root may make a folder.
    CommandLineRun run =
        CommandLineRun.edgewise(1, TinySearch.args(config, Path.of("/proc/edgewise")));
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("/proc/edgewise").doesNotContain("\tat ");
  }

  @Test
  @DisplayName("keys that Spark was given for a file system are in no file and in no message")
  void noSecretIsKept() throws IOException {
    Path history = folder.resolve("runs");
    Path config = TinySearch.config(folder, "search.generations = 1");
    System.setProperty("spark.hadoop.fs.s3a.secret.key", "hunter2");
    try {
      CommandLineRun run = CommandLineRun.edgewise(1, TinySearch.args(config, history));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out() + run.err()).doesNotContain("hunter2");
    } finally {
      System.clearProperty("spark.hadoop.fs.s3a.secret.key");
    }
    for (String file : files(history)) {
      assertThat(Files.readString(history.resolve(file), StandardCharsets.ISO_8859_1))
          .as(file)
          .doesNotContain("hunter2");
    }
    assertThat(History.open(new Configuration(), history.toString()))
        .extracting(h -> h.search(new SearchId("tiny")).provenance().toString())
        .asString()
        .doesNotContain("hunter2");
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .toList();
    }
  }
}
