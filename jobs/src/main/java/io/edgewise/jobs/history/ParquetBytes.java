package io.edgewise.jobs.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * Parquet files as bytes in memory. A generation is small, and a file of known bytes can be written
 * in one piece and checked by its checksum before it is parsed.
 */
final class ParquetBytes {

  private ParquetBytes() {}

  static <R extends Record> byte[] write(RowType<R> type, List<R> rows) {
    MemoryFile file = new MemoryFile();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withType(type.schema())
            .withConf(new Configuration(false))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withExtraMetaData(Map.of("edgewise.schema", SchemaVersion.CURRENT.toString()))
            .build()) {
      for (R row : rows) {
        writer.write(type.toGroup(row));
      }
    } catch (IOException e) {
      throw new HistoryException("cannot lay out rows as Parquet: " + e.getMessage(), e);
    }
    return file.bytes.toByteArray();
  }

  /**
   * @param partitions values of the partition columns
   * @throws IllegalArgumentException if the bytes are not Parquet, or not of these columns
   */
  static <R extends Record> List<R> read(
      RowType<R> type, byte[] bytes, Map<String, Object> partitions) {
    List<R> rows = new ArrayList<>();
    try (ParquetFileReader reader =
        ParquetFileReader.open(new MemoryInput(bytes), ParquetReadOptions.builder().build())) {
      MessageType schema = reader.getFooter().getFileMetaData().getSchema();
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
      for (PageReadStore page = reader.readNextRowGroup();
          page != null;
          page = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            columns.getRecordReader(page, new GroupRecordConverter(schema));
        for (long i = 0; i < page.getRowCount(); i++) {
          rows.add(type.fromGroup(records.read(), partitions));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "is not a Parquet file of " + type.schema().getName() + ": " + e.getMessage(), e);
    }
    return rows;
  }

  private static final class MemoryFile implements OutputFile {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return bytes.size();
        }

        @Override
        public void write(int b) {
          bytes.write(b);
        }

        @Override
        public void write(byte[] b, int offset, int length) {
          bytes.write(b, offset, length);
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  private record MemoryInput(byte[] bytes) implements InputFile {

    @Override
    public long getLength() {
      return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
      SeekableBytes stream = new SeekableBytes(bytes);
      return new DelegatingSeekableInputStream(stream) {
        @Override
        public long getPos() {
          return stream.position();
        }

        @Override
        public void seek(long position) {
          stream.seek(position);
        }
      };
    }
  }

  private static final class SeekableBytes extends ByteArrayInputStream {

    SeekableBytes(byte[] bytes) {
      super(bytes);
    }

    long position() {
      return pos;
    }

    void seek(long position) {
      pos = Math.toIntExact(position);
    }
  }
}
