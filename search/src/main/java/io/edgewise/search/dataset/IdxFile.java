package io.edgewise.search.dataset;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The IDX format of MNIST (<a href="https://yann.lecun.com/exdb/mnist/">format</a>): two zero
 * bytes, the element type (8, unsigned byte), the number of dimensions, each dimension as a
 * big-endian 32-bit number, then the elements. May be compressed with gzip, which shows in its
 * first two bytes.
 */
public final class IdxFile {

  private static final int UNSIGNED_BYTE = 0x08;
  private static final int LABEL_DIMENSIONS = 1;
  private static final int IMAGE_DIMENSIONS = 3;
  private static final int MAX_SIDE = 4096;
  private static final int GZIP_FIRST = 0x1F;
  private static final int GZIP_SECOND = 0x8B;

  private final String name;
  private final int[] dimensions;
  private final byte[] elements;

  private IdxFile(String name, int[] dimensions, byte[] elements) {
    this.name = name;
    this.dimensions = dimensions;
    this.elements = elements;
  }

  /**
   * Reads a file of grey images: three dimensions, number, height and width.
   *
   * @param name of the file, for messages
   * @param limit of the pixels; more are refused before memory is taken for them
   * @throws DatasetException if it is not such a file, empty, too large, cut off, or longer than it
   *     says
   */
  public static IdxFile images(String name, InputStream in, ByteLimit limit) throws IOException {
    return read(name, in, IMAGE_DIMENSIONS, limit);
  }

  /**
   * Reads a file of labels: one dimension.
   *
   * @throws DatasetException as {@link #images}
   */
  public static IdxFile labels(String name, InputStream in, ByteLimit limit) throws IOException {
    return read(name, in, LABEL_DIMENSIONS, limit);
  }

  /**
   * Puts labels to images.
   *
   * @param images as {@link #images} read them
   * @return a set whose number of classes is the largest label plus 1
   * @throws DatasetException if there is not one label for each image
   */
  public static ImageSet join(IdxFile images, IdxFile labels) {
    int count = images.dimensions[0];
    if (labels.dimensions[0] != count) {
      throw new DatasetException(
          labels.name
              + ": has "
              + labels.dimensions[0]
              + " labels; allowed is one for each of the "
              + count
              + " images of "
              + images.name);
    }
    int[] classes = new int[count];
    Arrays.setAll(classes, i -> labels.elements[i] & 0xFF);
    int largest = Arrays.stream(classes).max().orElseThrow();
    return new ImageSet(
        images.dimensions[1], images.dimensions[2], 1, largest + 1, images.elements, classes);
  }

  private static IdxFile read(String name, InputStream in, int rank, ByteLimit limit)
      throws IOException {
    try {
      InputStream plain = unzipped(in);
      int[] dimensions = header(name, plain, rank);
      long bytes = Arrays.stream(dimensions).asLongStream().reduce(1, Math::multiplyExact);
      int size = limit.check(name + ": the elements of " + Arrays.toString(dimensions), bytes);
      byte[] elements = Bounded.readExactly(name, "elements", plain, size);
      if (plain.read() >= 0) {
        throw new DatasetException(
            name
                + ": goes on after the "
                + bytes
                + " elements that its dimensions "
                + Arrays.toString(dimensions)
                + " allow");
      }
      return new IdxFile(name, dimensions, elements);
    } catch (ZipException | EOFException e) {
      throw new DatasetException(name + ": its gzip data are damaged: " + e.getMessage(), e);
    }
  }

  private static int[] header(String name, InputStream in, int rank) throws IOException {
    byte[] magic = Bounded.readExactly(name, "magic number", in, 4);
    if (magic[0] != 0 || magic[1] != 0 || magic[2] != UNSIGNED_BYTE || magic[3] != rank) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "%s: begins with %02x %02x %02x %02x; allowed is 00 00 08 %02x (unsigned bytes in %d"
                  + " dimension%s)",
              name,
              magic[0],
              magic[1],
              magic[2],
              magic[3],
              rank,
              rank,
              rank == 1 ? "" : "s"));
    }
    ByteBuffer sizes = ByteBuffer.wrap(Bounded.readExactly(name, "dimensions", in, 4 * rank));
    int[] dimensions = new int[rank];
    for (int d = 0; d < rank; d++) {
      dimensions[d] = sizes.getInt();
      int limit = d == 0 ? Integer.MAX_VALUE : MAX_SIDE;
      if (dimensions[d] < 1 || dimensions[d] > limit) {
        throw new DatasetException(
            name
                + ": dimension "
                + d
                + ", at offset "
                + (4 + 4 * d)
                + ", is "
                + Integer.toUnsignedString(dimensions[d])
                + "; allowed is 1 to "
                + limit);
      }
    }
    return dimensions;
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    InputStream peekable = new BufferedInputStream(in, 1 << 16);
    peekable.mark(2);
    boolean zipped = peekable.read() == GZIP_FIRST && peekable.read() == GZIP_SECOND;
    peekable.reset();
    return zipped ? new GZIPInputStream(peekable, 1 << 16) : peekable;
  }
}
