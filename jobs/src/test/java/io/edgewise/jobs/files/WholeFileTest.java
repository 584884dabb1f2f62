package io.edgewise.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.history.FaultyFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir private Path folder;

  private WholeFile file(String name) {
    return new WholeFile(
        new Configuration(), new org.apache.hadoop.fs.Path(folder.resolve(name).toUri()));
  }

  @Test
  void isCreatedWithItsFoldersAndReplaced() throws IOException {
    WholeFile file = file("a/b/status.json");
    assertThat(file.read()).isEmpty();
    file.replace("one, Größe");
    assertThat(file.read()).contains("one, Größe");
    file.replace("two");
    assertThat(file.read()).contains("two");
    try (Stream<Path> left = Files.list(folder.resolve("a/b"))) {
      assertThat(left).as("nothing is left aside").hasSize(1);
    }
  }

  @Test
  void keepsTheOldContentWhateverCallFails() {
    WholeFile file =
        new WholeFile(
            FaultyFileSystem.configuration(),
            new org.apache.hadoop.fs.Path("faulty:" + folder.resolve("champion.json")));
    FaultyFileSystem.begin();
    file.replace("old");
    long before = FaultyFileSystem.operations();
    file.replace("new");
    long calls = FaultyFileSystem.operations() - before;
    assertThat(calls).as("create, write, close, rename").isEqualTo(4);
    for (long call = 0; call < calls; call++) {
      FaultyFileSystem.begin();
      file.replace("old");
      FaultyFileSystem.beginWithFailure(call);
      assertThatThrownBy(() -> file.replace("new"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("No space left on device");
      FaultyFileSystem.begin();
      assertThat(file.read()).as("after call %d", call).contains("old");
      assertThat(folder).isDirectoryNotContaining("glob:**/.champion*");
    }
  }

  @Test
  void aReaderNeverSeesAPart() throws InterruptedException {
    WholeFile file = file("status.json");
    String even = "0".repeat(200_000);
    String odd = "1".repeat(300_000);
    file.replace(even);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 40; i++) {
                file.replace(i % 2 == 0 ? odd : even);
              }
              done.set(true);
            });
    writer.start();
    while (!done.get()) {
      String seen = file.read().orElseThrow();
      assertThat(seen.equals(even) || seen.equals(odd)).isTrue();
    }
    writer.join();
  }

  @Test
  void whatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(folder.resolve("taken"), "a file where a folder should be");
    assertThatThrownBy(() -> file("taken/status.json").replace("x"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write")
        .hasMessageContaining("taken/status.json");
  }

  @Test
  void aFileTooLongToBeOneIsRefused() throws IOException {
    Files.write(folder.resolve("long"), new byte[WholeFile.MAX_BYTES + 1]);
    assertThatThrownBy(() -> file("long").read())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("has more than 16777216 bytes");
  }
}
