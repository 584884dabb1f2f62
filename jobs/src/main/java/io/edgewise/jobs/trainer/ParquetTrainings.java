package io.edgewise.jobs.trainer;

import io.edgewise.search.table.TableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Finished trainings as Parquet, a file or a folder of files as Spark and others write them. Files
 * are not trusted: what their footers and pages claim is held against bounds before it is believed.
 */
final class ParquetTrainings {

  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
  private static final int MOST_FILES = 10_000;

  private static final String ALLOWED_ID = "a text (binary)";
  private static final String ALLOWED_ACCURACY = "double or float, " + FinishedTrainings.SHARE;

  private final FileSystem files;
  private final Path table;
  private final String origin;
  private final ObjDoubleConsumer<String> trainings;
  private final long mostRows;
  private long rows;

  /**
   * @param origin what the table is called in messages
   * @param mostRows that the table may have in all
   * @param trainings told each network and its accuracy, in [0, 1]
   */
  ParquetTrainings(
      FileSystem files,
      Path table,
      String origin,
      long mostRows,
      ObjDoubleConsumer<String> trainings) {
    this.files = files;
    this.table = table;
    this.origin = origin;
    this.mostRows = mostRows;
    this.trainings = trainings;
  }

  /** Tells a folder, and a file that begins as Parquet does, from a CSV file. */
  static boolean isParquet(FileSystem files, Path table) throws IOException {
    return files.getFileStatus(table).isDirectory() || beginsAsParquet(files, table);
  }

  private static boolean beginsAsParquet(FileSystem files, Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /**
   * Reads all rows.
   *
   * @throws TableException if they are no such table; the message names file, and row or column
   */
  void read() throws IOException {
    List<FileStatus> parts = parts();
    FinishedTrainings.requireFits(origin, parts.stream().mapToLong(FileStatus::getLen).sum());
    for (FileStatus part : parts) {
      read(part);
    }
  }

  /** The files below the table in the order of their names, or the table itself. */
  private List<FileStatus> parts() throws IOException {
    FileStatus whole = files.getFileStatus(table);
    if (!whole.isDirectory()) {
      return List.of(whole);
    }
    List<FileStatus> parts = new ArrayList<>();
    collect(whole, parts);
    if (parts.isEmpty()) {
      throw new TableException(
          origin + ": is a folder without files; allowed is a CSV file, or Parquet");
    }
    return parts;
  }

  /** Adds what lies in a folder. Hidden names are left out, as Spark writes its own notes so. */
  private void collect(FileStatus folder, List<FileStatus> parts) throws IOException {
    FileStatus[] inside = files.listStatus(folder.getPath());
    Arrays.sort(inside);
    for (FileStatus entry : inside) {
      String name = entry.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      if (entry.isDirectory()) {
        collect(entry, parts);
      } else {
        parts.add(entry);
      }
      if (parts.size() > MOST_FILES) {
        throw new TableException(
            origin + ": has more files than the " + MOST_FILES + " that are allowed");
      }
    }
  }

  /** The name of a part in messages: that of the table, and its own below it. */
  private String name(FileStatus part) {
    String whole = files.makeQualified(table).toUri().getPath();
    return origin + part.getPath().toUri().getPath().substring(whole.length());
  }

  private void read(FileStatus part) throws IOException {
    String name = name(part);
    if (!beginsAsParquet(files, part.getPath())) {
      throw new TableException(name + ": is no Parquet; allowed in a folder are Parquet files");
    }
    ParquetReadOptions options =
        ParquetReadOptions.builder().withCodecFactory(new BoundedPages.Codecs()).build();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(part, files.getConf()), options)) {
      MessageType schema = wanted(name, reader.getFileMetaData().getSchema());
      requireHonest(name, reader.getRowGroups(), part.getLen());
      reader.setRequestedSchema(schema);
      long row = 0;
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        row = read(name, row, schema, BoundedPages.of(group));
      }
    } catch (TableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new TableException(
          name + ": begins as Parquet but cannot be read as such: " + e.getMessage());
    }
  }

  /** Reads a row group; returns the number of its last row. */
  private long read(String name, long before, MessageType schema, PageReadStore group) {
    RecordReader<Group> records =
        new ColumnIOFactory()
            .getColumnIO(schema)
            .getRecordReader(group, new GroupRecordConverter(schema));
    long last = before + group.getRowCount();
    for (long row = before + 1; row <= last; row++) {
      add(name + ", row " + row, records.read());
    }
    return last;
  }

  private void add(String place, Group row) {
    if (row.getFieldRepetitionCount(FinishedTrainings.ACCURACY) == 0) {
      return;
    }
    String id =
        row.getFieldRepetitionCount(FinishedTrainings.ID) == 0
            ? ""
            : row.getBinary(FinishedTrainings.ID, 0).toStringUsingUTF8().strip();
    if (id.isEmpty()) {
      throw wrong(place, FinishedTrainings.ID, "", FinishedTrainings.NAMED);
    }
    double accuracy = accuracy(row);
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw wrong(
          place, FinishedTrainings.ACCURACY, Double.toString(accuracy), FinishedTrainings.SHARE);
    }
    trainings.accept(id, accuracy);
  }

  private static double accuracy(Group row) {
    String column = FinishedTrainings.ACCURACY;
    PrimitiveTypeName type = row.getType().getType(column).asPrimitiveType().getPrimitiveTypeName();
    return type == PrimitiveTypeName.FLOAT ? row.getFloat(column, 0) : row.getDouble(column, 0);
  }

  private static TableException wrong(String place, String column, String value, String allowed) {
    return new TableException(
        place + ": " + column + " is \"" + value + "\"; allowed is " + allowed);
  }

  /** The two columns of a file's schema. */
  private static MessageType wanted(String name, MessageType schema) {
    List<String> missing =
        List.of(FinishedTrainings.ID, FinishedTrainings.ACCURACY).stream()
            .filter(column -> !schema.containsField(column))
            .toList();
    if (!missing.isEmpty()) {
      throw new TableException(
          String.format(
              Locale.ROOT,
              "%s: has no column %s; it has %s",
              name,
              String.join(", ", missing),
              schema.getFields().stream().map(Type::getName).collect(Collectors.joining(", "))));
    }
    Type id = schema.getType(FinishedTrainings.ID);
    Type accuracy = schema.getType(FinishedTrainings.ACCURACY);
    requireType(name, id, List.of(PrimitiveTypeName.BINARY), ALLOWED_ID);
    requireType(
        name,
        accuracy,
        List.of(PrimitiveTypeName.DOUBLE, PrimitiveTypeName.FLOAT),
        ALLOWED_ACCURACY);
    return new MessageType(schema.getName(), id, accuracy);
  }

  private static void requireType(
      String name, Type type, List<PrimitiveTypeName> allowed, String inWords) {
    boolean simple = type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED);
    if (simple && allowed.contains(type.asPrimitiveType().getPrimitiveTypeName())) {
      return;
    }
    String is =
        simple
            ? type.asPrimitiveType().getPrimitiveTypeName().name().toLowerCase(Locale.ROOT)
            : "a list or a group";
    throw new TableException(
        name + ": column " + type.getName() + " is of type " + is + "; allowed is " + inWords);
  }

  /** Refuses a footer that claims more rows than are allowed, or more bytes than the file has. */
  private void requireHonest(String name, List<BlockMetaData> groups, long fileBytes) {
    for (BlockMetaData group : groups) {
      rows += Math.max(0, Math.min(mostRows + 1, group.getRowCount()));
      if (rows > mostRows) {
        throw new TableException(
            name + ": has more rows than the " + mostRows + " that a table may have in all");
      }
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.getTotalSize() < 0
            || chunk.getStartingPos() < 0
            || chunk.getTotalSize() > fileBytes - chunk.getStartingPos()) {
          throw new TableException(
              name + ": begins as Parquet but is damaged: a column is larger than the file");
        }
      }
    }
  }
}
