package io.edgewise.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aLookChangesNothingAndAWriteReplacesTheWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "the old and longer content");
    OutputFile output = OutputFile.at(file, List.of());
    assertThat(Files.readString(file)).isEqualTo("the old and longer content");
    output.write("größer");
    assertThat(Files.readString(file)).isEqualTo("größer");
    assertThat(names()).containsExactly("a.csv");
  }

  @Test
  void whatALinkNamesIsReplacedAndNotTheLink() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("b.csv"), file);
    OutputFile.at(link, List.of()).write("new");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.readString(file)).isEqualTo("new");
  }

  @Test
  void aDeviceIsWrittenAsItIs() {
    OutputFile.at(Path.of("/dev/null"), List.of()).write("gone");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @Test
  void anInputIsNeverAnOutputByWhateverName() throws IOException {
    Path input = Files.writeString(folder.resolve("a.csv"), "read");
    Path link = Files.createSymbolicLink(folder.resolve("b.csv"), input);
    for (Path file : List.of(input, link, folder.resolve("./a.csv"))) {
      assertThatThrownBy(() -> OutputFile.at(file, List.of(input)))
          .isInstanceOf(SettingsException.class)
          .hasMessage(file + ": 1 mistake\n  is read by the same command; allowed is another file");
    }
  }

  @Test
  void whatCannotBeWrittenIsToldBeforeTheWork() throws IOException {
    assertThatThrownBy(() -> OutputFile.at(folder, List.of()))
        .hasMessage(folder + ": 1 mistake\n  is a folder; allowed is a file");
    Path inNone = folder.resolve("none/a.csv");
    assertThatThrownBy(() -> OutputFile.at(inNone, List.of()))
        .hasMessage(
            inNone
                + ": 1 mistake\n  there is no folder "
                + folder.resolve("none")
                + " to write it in");
    Path long256 = folder.resolve("x".repeat(256));
    assertThatThrownBy(() -> OutputFile.at(long256, List.of()))
        .hasMessage(long256 + ": 1 mistake\n  cannot be written: File name too long");
  }

  @Test
  void withoutPermissionItIsTold() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("r-x------"));
    assumeThat(Files.isWritable(inner)).as("root writes everywhere").isFalse();
    Path file = inner.resolve("a.csv");
    assertThatThrownBy(() -> OutputFile.at(file, List.of()))
        .hasMessage(file + ": 1 mistake\n  there is no permission to write it");
  }

  @Test
  void aWriteThatFailsLeavesWhatWasThereAndNothingElse() throws IOException {
    Path file = folder.resolve("a.csv");
    OutputFile output = OutputFile.at(file, List.of());
    Files.createDirectory(file);
    Files.writeString(file.resolve("inside"), "kept");
    assertThatThrownBy(() -> output.write("new"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + file);
    assertThat(Files.readString(file.resolve("inside"))).isEqualTo("kept");
    assertThat(names()).containsExactly("a.csv");
  }
}
