package io.edgewise.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalDiskTest {

  @TempDir private Path folder;

  @Test
  void writesAFileAndTheFoldersAboveIt() throws IOException {
    Path file = folder.resolve("a/b [c]/d");
    LocalDisk.write(file, new byte[] {1, 2, 3}, false);
    LocalDisk.write(file, new byte[] {4}, true);

    assertThat(file).hasBinaryContent(new byte[] {4});
  }

  @Test
  void aFileThatMustNotBeReplacedIsNot() throws IOException {
    Path file = folder.resolve("a");
    LocalDisk.write(file, new byte[] {1}, false);

    assertThatThrownBy(() -> LocalDisk.write(file, new byte[] {2}, false))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasBinaryContent(new byte[] {1});
  }

  /** Somebody who is being stopped has still to write that it was. */
  @Test
  void anInterruptedThreadWritesAllTheSame() throws IOException {
    Path file = folder.resolve("a");
    Thread.currentThread().interrupt();
    LocalDisk.write(file, new byte[] {1, 2}, false);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(Files.readAllBytes(file)).containsExactly(1, 2);
  }

  @Test
  void whyAFolderCannotBeMadeIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> LocalDisk.write(file.resolve("a"), new byte[0], false))
        .hasMessage(file + " is a file, and a folder is needed");
    assertThatThrownBy(() -> LocalDisk.makeFolder(file.resolve("a/b")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.toString());
    assertThatThrownBy(() -> LocalDisk.makeFolder(Path.of("/proc/a")))
        .hasMessage("/proc/a cannot be made");
  }
}
