package io.edgewise.jobs.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.table.TableException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table of finished trainings may be Parquet, by the rules of a CSV file. */
class ParquetTrainingsTest {

  private static final String SCHEMA =
      "message known { optional binary architecture_id (STRING); optional double accuracy; }";

  private static final List<CompressionCodecName> CODECS =
      List.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.GZIP,
          CompressionCodecName.ZSTD);

  @TempDir private Path folder;

  private static List<CompressionCodecName> codecs() {
    return CODECS;
  }

  private static FinishedTrainings read(Path table) {
    return FinishedTrainings.of(table.toString(), new Configuration());
  }

  /** A row is an id and an accuracy; null for none. */
  private Path write(String name, String schema, CompressionCodecName codec, Object[]... rows)
      throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    Path file = folder.resolve(name);
    Configuration hadoop = new Configuration();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(
                HadoopOutputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), hadoop))
            .withType(type)
            .withConf(hadoop)
            .withCompressionCodec(codec)
            .build()) {
      for (Object[] row : rows) {
        writer.write(group(type, row));
      }
    }
    Files.deleteIfExists(folder.resolve("." + name + ".crc"));
    return file;
  }

  private static Group group(MessageType type, Object[] row) {
    Group group = new SimpleGroup(type);
    for (int i = 0; i < row.length; i++) {
      if (row[i] instanceof String text) {
        group.add(i, text);
      } else if (row[i] instanceof Double number) {
        group.add(i, number);
      } else if (row[i] instanceof Float number) {
        group.add(i, number);
      } else if (row[i] instanceof Long number) {
        group.add(i, number);
      }
    }
    return group;
  }

  private Path write(Object[]... rows) throws IOException {
    return write("known.parquet", SCHEMA, CompressionCodecName.SNAPPY, rows);
  }

  private static Object[] row(Object... cells) {
    return cells;
  }

  /**
   * The file was written by pyarrow 25.0.1, with a column of numbers and one of lists beside: a
   * 0.5, b null, c 0.25, c 0.75, as the table of {@code FinishedTrainingsTest}.
   */
  @Test
  void aFileOfArrowIsReadAsTheSameTableInCsv() throws URISyntaxException {
    FinishedTrainings known =
        read(Path.of(getClass().getResource("/finished-trainings/known.parquet").toURI()));

    assertThat(known.accuracy("a")).hasValue(0.5);
    assertThat(known.accuracy("b")).as("never trained").isEmpty();
    assertThat(known.accuracy("c")).hasValue(0.5);
    assertThat(known.accuracy("d")).isEmpty();
  }

  /** Any codec, many pages, and a folder of parts read in the order of their names. */
  @ParameterizedTest
  @MethodSource("codecs")
  void aFolderIsReadAsTheSameTableInCsv(CompressionCodecName codec) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("architecture_id,accuracy\n");
    Files.createDirectories(folder.resolve("known/search_id=x"));
    Files.writeString(folder.resolve("known/_SUCCESS"), "");
    for (int part = 0; part < 3; part++) {
      Object[][] rows = new Object[2_000][];
      for (int i = 0; i < rows.length; i++) {
        String id = Integer.toHexString(random.nextInt(4_000));
        double accuracy = random.nextDouble();
        rows[i] = row(id, accuracy);
        csv.append(id).append(',').append(accuracy).append('\n');
      }
      write("known/search_id=x/part-" + part, SCHEMA, codec, rows);
    }
    FinishedTrainings parquet = read(folder.resolve("known"));
    FinishedTrainings text = read(Files.writeString(folder.resolve("known.csv"), csv));

    for (int id = 0; id < 4_000; id++) {
      String hex = Integer.toHexString(id);
      assertThat(parquet.accuracy(hex)).isEqualTo(text.accuracy(hex));
    }
  }

  @Test
  void floatsAreSharesToo() throws IOException {
    Path table =
        write(
            "floats",
            "message known { required float accuracy; required binary architecture_id; }",
            CompressionCodecName.UNCOMPRESSED,
            row(0.25f, "a"));

    assertThat(read(table).accuracy("a")).hasValue(0.25);
  }

  private static void assertRefused(ThrowingCallable reading, Object message) {
    assertThatThrownBy(reading).hasMessage(message.toString());
  }

  @Test
  void rowsAreRefusedWithFileAndRow() throws IOException {
    String file = folder.resolve("known.parquet").toString();

    Path percent = write(row("a", 0.5), row("b", 97.0));
    assertRefused(
        () -> read(percent),
        file
            + ", row 2: accuracy is \"97.0\"; allowed is a share from 0 to 1, such as 0.97 for 97 %");
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.1}) {
      Files.delete(percent);
      write(row("a", wrong));
      assertRefused(
          () -> read(percent),
          file
              + ", row 1: accuracy is \""
              + wrong
              + "\"; allowed is a share from 0 to 1, such as 0.97 for 97 %");
    }
    Files.delete(percent);
    write(row("a", 0.5), row(null, 0.5));
    assertRefused(
        () -> read(percent),
        file + ", row 2: architecture_id is \"\"; allowed is the id of a network");
    Files.delete(percent);
    write(row("a", null));
    assertRefused(() -> read(percent), file + ": no row has an accuracy");
  }

  @Test
  void columnsAreRefusedWithWhatIsThere() throws IOException {
    Path none =
        write(
            "none",
            "message known { required binary id; required double accuracy; }",
            CompressionCodecName.SNAPPY,
            row("a", 0.5));
    assertRefused(() -> read(none), none + ": has no column architecture_id; it has id, accuracy");
    Path whole =
        write(
            "whole",
            "message known { required binary architecture_id; required int64 accuracy; }",
            CompressionCodecName.SNAPPY,
            row("a", 97L));
    assertRefused(
        () -> read(whole),
        whole
            + ": column accuracy is of type int64; allowed is double or float, a share from 0 to 1,"
            + " such as 0.97 for 97 %");
    Path several =
        write(
            "several",
            "message known { repeated binary architecture_id; required double accuracy; }",
            CompressionCodecName.SNAPPY,
            row("a", 0.5));
    assertRefused(
        () -> read(several),
        several
            + ": column architecture_id is of type a list or a group; allowed is a text (binary)");
  }

  @Test
  void foldersOfSomethingElseAreRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused(
        () -> read(empty),
        empty + ": is a folder without files; allowed is a CSV file, or Parquet");
    Files.writeString(empty.resolve("known.csv"), "architecture_id,accuracy\na,0.5\n");
    assertRefused(
        () -> read(empty),
        empty + "/known.csv: is no Parquet; allowed in a folder are Parquet files");
  }

  @Test
  void whatWouldBeTooLargeIsRefusedBeforeItIsRead() throws IOException {
    Path table = write(row("a", 0.5), row("b", 0.5), row("c", 0.5));
    org.apache.hadoop.fs.Path remote = new org.apache.hadoop.fs.Path(table.toUri());
    ParquetTrainings two =
        new ParquetTrainings(
            remote.getFileSystem(new Configuration()), remote, "known", 2, (id, accuracy) -> {});
    assertRefused(two::read, "known: has more rows than the 2 that a table may have in all");

    BytesInputDecompressor unpacker =
        new BoundedPages.Codecs().getDecompressor(CompressionCodecName.ZSTD);
    assertRefused(
        () -> unpacker.decompress(BytesInput.empty(), 1 << 30),
        "a page of 1073741824 bytes; allowed are at most 67108864");
    Path other = write("other", SCHEMA, CompressionCodecName.LZ4_RAW, row("a", 0.5));
    assertRefused(
        () -> read(other),
        other
            + ": begins as Parquet but cannot be read as such: it is compressed by LZ4_RAW; allowed"
            + " are UNCOMPRESSED, SNAPPY, GZIP, ZSTD");
  }

  /** Any bit of a file that flips is another table, or a refusal that names the file. */
  @Test
  void damagedFilesAreRefusedOrRead() throws IOException {
    Object[][] rows = new Object[50][];
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row("network-" + i % 7, random.nextDouble());
    }
    List<byte[]> files = new ArrayList<>();
    for (CompressionCodecName codec : CODECS) {
      files.add(Files.readAllBytes(write("by-" + codec, SCHEMA, codec, rows)));
    }
    for (int i = 0; i < 200; i++) {
      byte[] whole = files.get(i % files.size());
      byte[] damaged = whole.clone();
      damaged[4 + random.nextInt(damaged.length - 4)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(folder.resolve("damaged-" + i), damaged);
      try {
        read(file);
      } catch (TableException e) {
        assertThat(e).hasMessageStartingWith(file.toString());
      }
    }
    byte[] whole = files.get(0);
    for (int cut : new int[] {4, 8, whole.length / 2, whole.length - 1}) {
      Path file = Files.write(folder.resolve("cut-" + cut), Arrays.copyOf(whole, cut));
      assertThatThrownBy(() -> read(file))
          .hasMessageStartingWith(file + ": begins as Parquet but cannot be read as such: ");
    }
  }
}
