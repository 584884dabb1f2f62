package io.edgewise.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder is written aside; what a killed writer left is removed, and nobody else's. */
class OutputFolderTest {

  private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  /** A writer as a process of its own, which writes a file and then waits. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] args) throws IOException {
      try (OutputFolder output = OutputFolder.at(Path.of(args[0]))) {
        output.write("file", TEXT);
        System.out.write('!');
        System.out.flush();
        System.in.read();
        output.complete();
      }
    }
  }

  private Process writer() throws IOException {
    Process writer =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Writer.class.getName(),
                folder.resolve("out").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(writer.getInputStream().read()).as("it has written").isEqualTo('!');
    return writer;
  }

  /** The names of what lies there, with U for the random part. */
  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> name.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "U"))
          .sorted()
          .toList();
    }
  }

  private void write() {
    try (OutputFolder output = OutputFolder.at(folder.resolve("out"))) {
      output.write("file", TEXT);
      output.complete();
    }
  }

  @Test
  void whileItIsWrittenItLiesAsideWithALockAndThenAlone() throws IOException {
    try (OutputFolder output = OutputFolder.at(folder.resolve("out"))) {
      output.write("file", TEXT);
      assertThat(names()).containsExactly(".out.U.lock", ".out.U.part");
      output.complete();
    }
    assertThat(names()).containsExactly("out");
    assertThat(folder.resolve("out/file")).hasBinaryContent(TEXT);
  }

  @Test
  void whatGoesWrongLeavesNothing() throws IOException {
    try (OutputFolder output = OutputFolder.at(folder.resolve("out"))) {
      output.write("file", TEXT);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void whatAKilledWriterLeftIsRemovedByTheNextAndWhatALivingOneWritesIsNot()
      throws IOException, InterruptedException {
    Process killed = writer();
    Process living = writer();
    assertThat(names()).containsExactly(".out.U.lock", ".out.U.lock", ".out.U.part", ".out.U.part");
    killed.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    assertThat(names()).as("by kill -9").hasSize(4);

    try (OutputFolder third = OutputFolder.at(folder.resolve("out"))) {
      assertThat(names()).as("the living one's and the third's").hasSize(4);
      third.write("draft", TEXT);
    }

    assertThat(names()).containsExactly(".out.U.lock", ".out.U.part");
    living.getOutputStream().write('\n');
    living.getOutputStream().flush();
    assertThat(living.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(living.exitValue()).isZero();
    assertThat(names()).containsExactly("out");
    assertThat(folder.resolve("out/file")).hasBinaryContent(TEXT);
  }

  @Test
  void twoWritersOfOneProcessLeaveEachOtherAlone() throws IOException {
    try (OutputFolder first = OutputFolder.at(folder.resolve("out"))) {
      first.write("file", TEXT);
      try (OutputFolder second = OutputFolder.at(folder.resolve("out"))) {
        second.write("draft", TEXT);
      }
      assertThat(names()).containsExactly(".out.U.lock", ".out.U.part");
      first.complete();
    }
    assertThat(names()).containsExactly("out");
  }

  @Test
  void onlyWhatIsOfItsOwnNameIsRemovedAndOfALinkTheLink() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Files.write(kept.resolve("mine"), TEXT);
    String left = ".out." + UUID.randomUUID();
    Files.createDirectories(folder.resolve(left + ".part/deep"));
    Files.createSymbolicLink(folder.resolve(left + ".part/deep/link"), kept);
    Files.createFile(folder.resolve(left + ".lock"));
    String link = ".out." + UUID.randomUUID();
    Files.createSymbolicLink(folder.resolve(link + ".part"), kept);
    Files.createFile(folder.resolve(link + ".lock"));
    String lockIsALink = ".out." + UUID.randomUUID();
    Files.createDirectory(folder.resolve(lockIsALink + ".part"));
    Files.createSymbolicLink(folder.resolve(lockIsALink + ".lock"), kept.resolve("mine"));
    String ofAnEarlierVersion = ".out." + UUID.randomUUID() + ".part";
    Files.createDirectory(folder.resolve(ofAnEarlierVersion));
    String another = ".out.model." + UUID.randomUUID();
    Files.createDirectory(folder.resolve(another + ".part"));
    Files.createFile(folder.resolve(another + ".lock"));

    write();

    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "kept",
            link + ".part",
            lockIsALink + ".part",
            lockIsALink + ".lock",
            ofAnEarlierVersion,
            another + ".part",
            another + ".lock",
            "out");
    assertThat(kept.resolve("mine")).hasBinaryContent(TEXT);
  }
}
