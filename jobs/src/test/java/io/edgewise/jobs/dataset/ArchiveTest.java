package io.edgewise.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.dataset.DatasetSettings.Kind;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.GeneratedShapes;
import io.edgewise.search.dataset.ImageSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A data set may be the archive it was downloaded as: it is then read as the folder would be. */
class ArchiveTest extends DatasetFolderFixture {

  /** A file of an archive. */
  private record Member(String name, byte[] bytes) {}

  @ParameterizedTest
  @CsvSource({"pets.zip", "pets.tar", "pets.tar.gz", "PETS.TGZ"})
  void picturesInAnArchiveAreThoseOfTheFolder(String name) throws IOException {
    writePictures("pets/red", 200, 12);
    writePictures("pets/köter", 40, 9);
    DataSplit plain = load(of(Kind.FOLDER, "file:" + folder.resolve("pets")));
    Path archive = write(name, members(folder.resolve("pets"), "pets/"));
    for (String scheme : List.of("", "file:", "counting:")) {
      DataSplit packed = load(of(Kind.FOLDER, scheme + archive));
      requireSame(packed.training(), plain.training());
      requireSame(packed.validation(), plain.validation());
    }
  }

  @Test
  void cifarIsReadAsItComes() throws IOException {
    ImageSet images = new GeneratedShapes(1).training(40);
    byte[] batch = cifar(images);
    Path archive =
        write(
            "cifar-10-binary.tar.gz",
            List.of(
                new Member("cifar-10-batches-bin/data_batch_1.bin", batch),
                new Member("cifar-10-batches-bin/batches.meta.txt", new byte[] {'\n'})));
    DataSplit split = load(of(Kind.CIFAR10, archive.toString()));
    assertThat(split.training().size() + split.validation().size()).isEqualTo(40);
  }

  @Test
  void whatSystemsLeaveInAnArchiveIsNoClass() throws IOException {
    writePictures("red", 200, 6);
    writePictures("blue", 40, 6);
    List<Member> members = new java.util.ArrayList<>(members(folder, "pets/"));
    members.add(new Member("__MACOSX/pets/._red", new byte[3]));
    DataSplit split = load(of(Kind.FOLDER, write("pets.zip", members).toString()));
    assertThat(split.training().classes()).isEqualTo(2);
  }

  @Test
  void namesThatLeadOutAreRefused() throws IOException {
    for (String name : List.of("../a.png", "a/../../b.png", "/etc/a.png")) {
      Path archive = write("out.zip", List.of(new Member(name, new byte[1])));
      refused(of(Kind.FOLDER, archive.toString()))
          .hasMessage(
              "dataset.path = "
                  + archive
                  + ": "
                  + name
                  + ": leads out of the archive; allowed are names within it");
    }
  }

  @Test
  void aNameThatIsTwiceIsRefused() throws IOException {
    Path archive =
        write(
            "twice.tar", List.of(new Member("a/b", new byte[1]), new Member("./a/b", new byte[2])));
    refused(of(Kind.FOLDER, archive.toString()))
        .hasMessageEndingWith(": a/b: is twice in the archive; allowed is once");
    Path both =
        write("both.tar", List.of(new Member("a", new byte[1]), new Member("a/b", new byte[2])));
    refused(of(Kind.FOLDER, both.toString()))
        .hasMessageEndingWith(": a: is twice in the archive; allowed is once");
  }

  @Test
  void aLinkIsRefused() throws IOException {
    Path archive = folder.resolve("link.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
      TarArchiveEntry link = new TarArchiveEntry("a/shadow", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/shadow");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    refused(of(Kind.FOLDER, archive.toString()))
        .hasMessageEndingWith(
            ": a/shadow: is a link or a device; allowed in an archive are folders and files, so"
                + " unpack it");
  }

  @Test
  void whatGrowsAsNoPicturesDoIsRefused() throws IOException {
    Path archive = folder.resolve("bomb.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      out.write(new byte[1 << 24]);
    }
    refused(of(Kind.FOLDER, archive.toString()))
        .hasMessageEndingWith(": unpacks to more than 100 times its size; pictures do not");
  }

  @Test
  void aDamagedArchiveIsRefused() throws IOException {
    writePictures("red", 200, 6);
    for (String name : List.of("cut.zip", "cut.tar.gz", "cut.tar")) {
      Path archive = write(name, members(folder.resolve("red"), "red/"));
      byte[] bytes = Files.readAllBytes(archive);
      Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 2));
      refused(of(Kind.FOLDER, archive.toString()))
          .hasMessageContaining(name + ": is no archive that can be read: ");
    }
    Path empty = write("empty.tar", List.of());
    refused(of(Kind.FOLDER, empty.toString()))
        .hasMessageEndingWith(": is an archive without a file, or only the beginning of one");
    Path text = Files.writeString(folder.resolve("text.zip"), "no archive");
    refused(of(Kind.FOLDER, text.toString()))
        .hasMessageContaining("text.zip: is no archive that can be read: ");
  }

  private static DatasetSettings of(Kind kind, String path) {
    return new DatasetSettings(kind, path, 40, 10, 0.2, 1, PLENTY, FRAME);
  }

  private static void requireSame(ImageSet one, ImageSet other) {
    assertThat(one.size()).isEqualTo(other.size());
    assertThat(one.labels()).isEqualTo(other.labels());
    byte[] a = new byte[one.height() * one.width() * 3];
    byte[] b = new byte[a.length];
    for (int i = 0; i < one.size(); i++) {
      one.image(i, a);
      other.image(i, b);
      assertThat(a).isEqualTo(b);
    }
  }

  private static List<Member> members(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Member> members = new java.util.ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        members.add(new Member(prefix + folder.relativize(file), Files.readAllBytes(file)));
      }
      return members;
    }
  }

  /** Writes an archive of the kind that its name says. */
  private Path write(String name, List<Member> members) throws IOException {
    byte[] bytes = name.endsWith(".zip") ? zip(members) : tar(members);
    Path file = folder.resolve(name);
    try (OutputStream out =
        name.toLowerCase(java.util.Locale.ROOT).endsWith("gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      out.write(bytes);
    }
    return file;
  }

  private static byte[] zip(List<Member> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Member member : members) {
        zip.putNextEntry(new ZipEntry(member.name));
        zip.write(member.bytes);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(List<Member> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      for (Member member : members) {
        TarArchiveEntry entry = new TarArchiveEntry(member.name);
        entry.setSize(member.bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(member.bytes);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
