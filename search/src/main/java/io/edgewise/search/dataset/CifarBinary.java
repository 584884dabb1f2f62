package io.edgewise.search.dataset;

import java.io.IOException;
import java.io.InputStream;

/**
 * The binary format of CIFAR-10 (<a href="https://www.cs.toronto.edu/~kriz/cifar.html">format</a>):
 * records of a label byte and 3,072 pixel bytes, the red plane first, then green, then blue, each
 * 32 rows of 32.
 */
public final class CifarBinary {

  /** Bytes of a record: the label and the pixels. */
  public static final int RECORD_BYTES = 3073;

  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int CHANNELS = 3;
  private static final int CLASSES = 10;

  private CifarBinary() {}

  /**
   * Number of images in a file.
   *
   * @param name of the file, for messages
   * @param bytes its length
   * @throws DatasetException if a file of that length is empty or no whole number of records
   */
  public static long images(String name, long bytes) {
    if (bytes <= 0) {
      throw new DatasetException(
          name + ": is empty; allowed is a whole number of records of 3073 bytes, at least one");
    }
    if (bytes % RECORD_BYTES != 0) {
      throw new DatasetException(
          name
              + ": is "
              + bytes
              + " bytes long: its last record, at offset "
              + bytes / RECORD_BYTES * RECORD_BYTES
              + ", has "
              + bytes % RECORD_BYTES
              + " bytes; allowed is a whole number of records of 3073 bytes");
    }
    return bytes / RECORD_BYTES;
  }

  /**
   * Reads a whole file.
   *
   * @param name of the file, for messages
   * @param limit of the file; more are refused before memory is taken for them
   * @throws DatasetException if the file is empty, too long, cut off, or has a label above 9
   */
  public static ImageSet read(String name, InputStream in, ByteLimit limit) throws IOException {
    byte[] records = Bounded.readAll(name, in, limit);
    int count = (int) images(name, records.length);
    byte[] pixels = new byte[count * PLANE * CHANNELS];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = label(name, records, i * RECORD_BYTES);
      interleave(records, i * RECORD_BYTES + 1, pixels, i * PLANE * CHANNELS);
    }
    return new ImageSet(SIDE, SIDE, CHANNELS, CLASSES, pixels, labels);
  }

  private static int label(String name, byte[] records, int offset) {
    int label = records[offset] & 0xFF;
    if (label >= CLASSES) {
      throw new DatasetException(
          name + ": label " + label + " at offset " + offset + "; allowed is 0 to 9");
    }
    return label;
  }

  private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
    for (int p = 0; p < PLANE; p++) {
      for (int c = 0; c < CHANNELS; c++) {
        pixels[to + p * CHANNELS + c] = planes[from + c * PLANE + p];
      }
    }
  }
}
