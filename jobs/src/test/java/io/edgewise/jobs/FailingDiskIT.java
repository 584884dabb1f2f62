package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.FaultyContext;
import io.edgewise.jobs.history.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One call to the file system fails, whichever: a command then does its work all the same or ends
 * with a line that says what is wrong; what was committed stays, nothing half written does, and the
 * same command started again comes to what it would have come to.
 */
class FailingDiskIT {

  private static final String SCHEME = "spark.hadoop.fs.faulty.impl";

  private static final String RENAMING = "spark.hadoop.fs.AbstractFileSystem.faulty.impl";

  /** One of so many calls fails in turn; 1 is for each, which takes minutes. */
  private static final int EVERY = Integer.getInteger("edgewise.faults.every", 5);

  @TempDir private Path folder;

  @BeforeAll
  static void sparkKnowsTheFileSystem() {
    System.setProperty(SCHEME, FaultyFileSystem.class.getName());
    System.setProperty(SCHEME + ".disable.cache", "true");
    System.setProperty(RENAMING, FaultyContext.class.getName());
  }

  @AfterAll
  static void sparkForgetsIt() {
    System.clearProperty(SCHEME);
    System.clearProperty(SCHEME + ".disable.cache");
    System.clearProperty(RENAMING);
  }

  @AfterEach
  void live() {
    FaultyFileSystem.begin();
  }

  @Test
  void aSearchGoesOnAfterAnyFailingCall() throws IOException {
    Path config =
        TinySearch.config(
            folder, "search { generations = 2, candidates = 1 }, dataset.examples = 40");
    Path undisturbed = folder.resolve("undisturbed");
    FaultyFileSystem.begin();
    assertThat(search(config, undisturbed).exitCode()).isZero();
    long calls = FaultyFileSystem.operations();
    for (long call = 0; call < calls; call += EVERY) {
      Path runs = folder.resolve("runs" + call);
      FaultyFileSystem.beginWithFailure(call);
      CommandLineRun disturbed = search(config, runs);
      requireEnd(disturbed, call);
      FaultyFileSystem.begin();
      CommandLineRun again = search(config, runs);
      assertThat(again.exitCode()).as("again after call %d: %s", call, again.err()).isZero();
      assertThat(TinySearch.comparable(runs)).isEqualTo(TinySearch.comparable(undisturbed));
      assertThat(shapes(runs)).as("files after call %d", call).isEqualTo(shapes(undisturbed));
    }
  }

  @Test
  void aNightGoesOnAfterAnyFailingCall() throws IOException {
    Path config =
        TinySearch.config(
            folder,
            "search { generations = 1, candidates = 1 }, dataset.examples = 40,"
                + " nightly.full-training.proxy.epochs = 1");
    Path undisturbed = folder.resolve("undisturbed");
    FaultyFileSystem.begin();
    assertThat(night(config, undisturbed).exitCode()).isZero();
    long calls = FaultyFileSystem.operations();
    for (long call = EVERY / 2; call < calls; call += 3L * EVERY) {
      Path runs = folder.resolve("runs" + call);
      FaultyFileSystem.beginWithFailure(call);
      requireEnd(night(config, runs), call);
      FaultyFileSystem.begin();
      CommandLineRun again = night(config, runs);
      assertThat(again.exitCode()).as("again after call %d: %s", call, again.err()).isZero();
      assertThat(shapes(runs)).as("files after call %d", call).isEqualTo(shapes(undisturbed));
    }
  }

  @Test
  void anExportIsWholeOrSaysThatItIsNot() throws IOException {
    Path config = TinySearch.config(folder, "search.generations = 2, search.candidates = 2");
    Path runs = folder.resolve("runs");
    FaultyFileSystem.begin();
    assertThat(search(config, runs).exitCode()).isZero();
    SortedSet<String> files = shapes(runs);
    FaultyFileSystem.begin();
    CommandLineRun whole = export(runs);
    assertThat(whole.out()).hasLineCount(5);
    long calls = FaultyFileSystem.operations();
    for (long call = 0; call < calls; call++) {
      FaultyFileSystem.beginWithFailure(call);
      CommandLineRun disturbed = export(runs);
      requireEnd(disturbed, call);
      assertThat(disturbed.exitCode() != 0 || disturbed.out().equals(whole.out()))
          .as("call %d", call)
          .isTrue();
      assertThat(shapes(runs)).isEqualTo(files);
    }
  }

  private static CommandLineRun night(Path config, Path runs) {
    return CommandLineRun.edgewise(
        1,
        "nightly",
        config.toString(),
        "--date=2026-11-23",
        "--set",
        "search.history=faulty:" + runs);
  }

  private static CommandLineRun export(Path runs) {
    return CommandLineRun.edgewise(
        1, "history", "export", "tiny", "--format=csv", "--history=faulty:" + runs);
  }

  private static CommandLineRun search(Path config, Path runs) {
    return CommandLineRun.edgewise(1, TinySearch.args(config, Path.of("faulty:" + runs)));
  }

  /** The command came to its end, or tells in a line why it did not. */
  private static void requireEnd(CommandLineRun run, long call) {
    assertThat(run.err()).as("call %d", call).doesNotContain("\tat ", "not your input");
    if (run.exitCode() != 0) {
      assertThat(run.exitCode()).as("call %d: %s", call, run.err()).isIn(2, 70);
      assertThat(run.err()).containsAnyOf("No space left on device", "make room");
    }
  }

  /** The files of a history, without numbers of leases and what is random in their names. */
  private static SortedSet<String> shapes(Path runs) throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              // A beat of the lease every few seconds, so slow searches have one.
              .filter(file -> !file.getFileName().toString().startsWith("pulse-"))
              .map(
                  file ->
                      runs.relativize(file).toString().replaceAll("-[0-9a-f]{8}\\.|[0-9]{8}", "."))
              .toList();
      return new TreeSet<>(names);
    }
  }
}
