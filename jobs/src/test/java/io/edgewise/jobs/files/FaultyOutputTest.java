package io.edgewise.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One call to the disk fails, whichever: what commands write (predictions, accelerator files,
 * charts, exported networks) is then whole or as it was before, and nothing lies beside it.
 */
final class FaultyOutputTest {

  @TempDir private Path folder;

  @Test
  void aNewFileIsThereWholeOrNotAtAll() throws IOException {
    Path file = folder.resolve("new.csv");
    long calls = calls(disk -> OutputFile.at(disk.path(file), List.of()).write("new"));
    assertThat(calls).isGreaterThan(5);
    for (long failing = 0; failing < calls; failing++) {
      Files.deleteIfExists(file);
      boolean done = run(failing, disk -> OutputFile.at(disk.path(file), List.of()).write("new"));
      assertThat(contents()).as("call %d", failing).isIn("", "new.csv=new ");
      assertThat(!done || contents().equals("new.csv=new ")).as("call %d", failing).isTrue();
    }
  }

  @Test
  void anOldFileIsReplacedOrAsItWas() throws IOException {
    Path file = folder.resolve("old.csv");
    Path input = Files.writeString(folder.resolve("input"), "read");
    Consumer<FaultyDisk> write =
        disk -> OutputFile.at(disk.path(file), List.of(disk.path(input))).write("new");
    Files.writeString(file, "old");
    long calls = calls(write);
    for (long failing = 0; failing < calls; failing++) {
      Files.writeString(file, "old");
      boolean done = run(failing, write);
      assertThat(contents())
          .as("call %d", failing)
          .isIn("input=read old.csv=new ", done ? "" : "input=read old.csv=old ");
    }
  }

  @Test
  void aFolderIsThereWithAllItsFilesOrNotAtAll() throws IOException {
    Consumer<FaultyDisk> write =
        disk -> {
          try (OutputFolder output = OutputFolder.at(disk.path(folder.resolve("out")))) {
            output.remove(output.write("draft", new byte[] {0}));
            output.write("model", "whole".getBytes(StandardCharsets.UTF_8));
            output.complete();
          }
        };
    long calls = calls(write);
    assertThat(calls).isGreaterThan(8);
    for (long failing = 0; failing < calls; failing++) {
      clear();
      boolean done = run(failing, write);
      assertThat(contents())
          .as("call %d", failing)
          .isIn("out/model=whole ", done ? "out/model=whole " : "");
    }
  }

  private long calls(Consumer<FaultyDisk> work) throws IOException {
    FaultyDisk disk = new FaultyDisk(-1);
    work.accept(disk);
    clearOutputs();
    return disk.calls();
  }

  private void clearOutputs() throws IOException {
    Files.deleteIfExists(folder.resolve("new.csv"));
  }

  /**
   * Tells whether the work came to its end; if not, it says that the disk is at fault, or refuses.
   */
  private static boolean run(long failing, Consumer<FaultyDisk> work) {
    try {
      work.accept(new FaultyDisk(failing));
      return true;
    } catch (UncheckedIOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
      return false;
    } catch (SettingsException e) {
      return false;
    }
  }

  private String contents() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(folder.relativize(file)).append('=').append(Files.readString(file)).append(' ');
      }
      return all.toString();
    }
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
  }
}
