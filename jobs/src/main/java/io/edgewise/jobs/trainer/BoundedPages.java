package io.edgewise.jobs.trainer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * The pages of a Parquet file that is not trusted. A page says itself how much it will take, and
 * the reader believes it; here it is held against bounds first.
 */
final class BoundedPages {

  /** Writers make pages of about a megabyte. */
  private static final int MOST_PAGE_BYTES = 64 << 20;

  private BoundedPages() {}

  private static void requireFits(int bytes) {
    if (bytes < 0 || bytes > MOST_PAGE_BYTES) {
      throw new ParquetDecodingException(
          "a page of " + bytes + " bytes; allowed are at most " + MOST_PAGE_BYTES);
    }
  }

  /** The same row group; a dictionary with more entries than bytes is refused. */
  static PageReadStore of(PageReadStore group) {
    return new PageReadStore() {
      @Override
      public PageReader getPageReader(ColumnDescriptor column) {
        return new Pages(group.getPageReader(column));
      }

      @Override
      public long getRowCount() {
        return group.getRowCount();
      }

      @Override
      public Optional<Long> getRowIndexOffset() {
        return group.getRowIndexOffset();
      }
    };
  }

  private record Pages(PageReader pages) implements PageReader {

    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
      DictionaryPage page = pages.readDictionaryPage();
      if (page != null && page.getDictionarySize() > page.getBytes().size()) {
        throw new ParquetDecodingException(
            "a dictionary of "
                + page.getDictionarySize()
                + " entries in "
                + page.getBytes().size()
                + " bytes");
      }
      return page;
    }

    @Override
    public long getTotalValueCount() {
      return pages.getTotalValueCount();
    }

    @Override
    public @Nullable DataPage readPage() {
      return pages.readPage();
    }
  }

  /**
   * The codecs that writers of today choose from; a page that does not give as many bytes as it
   * says is refused. Parquet's own reader of Snappy waits for the rest of such a page without end.
   */
  static final class Codecs implements CompressionCodecFactory {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final Set<CompressionCodecName> ALLOWED =
        EnumSet.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP,
            CompressionCodecName.ZSTD);

    private final CodecFactory codecs = new CodecFactory(new Configuration(false), BUFFER_BYTES);

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
      throw new UnsupportedOperationException("files are only read");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
      if (!ALLOWED.contains(codec)) {
        throw new ParquetDecodingException(
            "it is compressed by " + codec + "; allowed are " + words(ALLOWED));
      }
      return codec == CompressionCodecName.SNAPPY
          ? new Bounded(Codecs::fromSnappy)
          : new Bounded(codecs.getDecompressor(codec)::decompress);
    }

    private static String words(Set<CompressionCodecName> names) {
      return names.stream().map(CompressionCodecName::name).collect(Collectors.joining(", "));
    }

    private static BytesInput fromSnappy(BytesInput bytes, int decompressed) throws IOException {
      byte[] compressed = bytes.toByteArray();
      int told = Snappy.uncompressedLength(compressed);
      if (told != decompressed) {
        throw new IOException("a page of " + decompressed + " bytes holds " + told);
      }
      return BytesInput.from(Snappy.uncompress(compressed));
    }

    @Override
    public void release() {
      codecs.release();
    }
  }

  /** Takes a page apart. */
  private interface Unpacking {
    BytesInput decompress(BytesInput bytes, int decompressed) throws IOException;
  }

  private record Bounded(Unpacking codec)
      implements CompressionCodecFactory.BytesInputDecompressor {

    @Override
    public BytesInput decompress(BytesInput bytes, int decompressed) throws IOException {
      requireFits(decompressed);
      return codec.decompress(bytes, decompressed);
    }

    @Override
    public void decompress(ByteBuffer from, int compressed, ByteBuffer to, int decompressed) {
      throw new UnsupportedOperationException("pages are on the heap");
    }

    @Override
    public void release() {
      // The factory releases what it gave out.
    }
  }
}
