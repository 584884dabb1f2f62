package io.edgewise.search.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The frame of a PNG file (ISO/IEC 15948, 5.3): after eight bytes, chunks of length, type, data and
 * checksum. The JDK's decoder looks at no checksum and shows a changed pixel as if it were right.
 */
final class PngChunks {

  private static final int SIGNATURE_BYTES = 8;
  private static final int IEND = 0x49454E44;
  private static final int FRAME_BYTES = 12;

  /** A bit of the type's first letter: set in chunks that a decoder may pass over. */
  private static final int ANCILLARY = 0x20000000;

  private PngChunks() {}

  /**
   * Walks to the last chunk.
   *
   * @throws IOException if the file ends before, or a checksum of a chunk that matters is wrong
   */
  static void check(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = SIGNATURE_BYTES;
    while (true) {
      if (file.length - at < FRAME_BYTES) {
        throw new IOException("it is cut off after " + file.length + " bytes");
      }
      int length = bytes.getInt(at);
      int type = bytes.getInt(at + 4);
      if (length < 0 || length > file.length - at - FRAME_BYTES) {
        throw new IOException("it is cut off after " + file.length + " bytes");
      }
      if ((type & ANCILLARY) == 0
          && checksum(file, at + 4, length + 4) != bytes.getInt(at + 8 + length)) {
        throw new IOException("a checksum at byte " + (at + 8 + length) + " is wrong");
      }
      if (type == IEND) {
        return;
      }
      at += length + FRAME_BYTES;
    }
  }

  private static int checksum(byte[] file, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(file, from, length);
    return (int) crc.getValue();
  }
}
