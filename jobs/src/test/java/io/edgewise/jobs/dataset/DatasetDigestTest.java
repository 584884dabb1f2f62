package io.edgewise.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.dataset.DatasetDigest.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A digest tells whether a data set's files are those that they were. */
class DatasetDigestTest {

  @TempDir private Path root;

  @BeforeEach
  void twoHundredFiles() throws IOException {
    write("here");
  }

  private void write(String name) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    for (int i = 0; i < 200; i++) {
      Files.writeString(folder.resolve(String.format(Locale.ROOT, "f%03d", i)), "image " + i);
    }
  }

  private SortedMap<String, String> digest(String name) throws IOException {
    DatasetFolder folder =
        DatasetFolder.open(root.resolve(name).toUri().toString(), new Configuration());
    List<DataFile> files = folder.list().stream().map(f -> new DataFile(folder, f)).toList();
    return DatasetDigest.of(files, List.of("ant", "bee", "cat"));
  }

  @Test
  void tellsWhatItIsMadeOf() throws IOException {
    assertThat(digest("here"))
        .containsEntry("data.classes", "3")
        .containsEntry("data.files", "200")
        .containsEntry("data.bytes", String.valueOf(10 * 7 + 90 * 8 + 100 * 9))
        .containsKeys("data.listing", "data.sample");
  }

  @Test
  void theSameFilesElsewhereAreTheSame() throws IOException {
    write("there");
    assertThat(digest("there")).isEqualTo(digest("here"));
  }

  @Test
  void anotherNameOrLengthAnywhereIsSeen() throws IOException {
    SortedMap<String, String> before = digest("here");
    Files.move(root.resolve("here/f117"), root.resolve("here/f117b"));
    SortedMap<String, String> renamed = digest("here");
    assertThat(renamed.get("data.listing")).isNotEqualTo(before.get("data.listing"));
    Files.writeString(root.resolve("here/f118"), "longer than it was");
    assertThat(digest("here").get("data.listing")).isNotEqualTo(renamed.get("data.listing"));
  }

  @Test
  void otherBytesInASampledFileAreSeen() throws IOException {
    SortedMap<String, String> before = digest("here");
    int seen = 0;
    for (int i = 0; i < 200; i++) {
      Path file = root.resolve(String.format(Locale.ROOT, "here/f%03d", i));
      String text = Files.readString(file);
      Files.writeString(file, text.toUpperCase(Locale.ROOT));
      seen += digest("here").get("data.sample").equals(before.get("data.sample")) ? 0 : 1;
      Files.writeString(file, text);
    }
    assertThat(seen).isEqualTo(64);
  }
}
