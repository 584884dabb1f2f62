package io.edgewise.search.dataset;

import java.io.IOException;
import java.io.InputStream;

/** Reading of streams whose length nobody vouches for: memory grows with the bytes that come. */
final class Bounded {

  private Bounded() {}

  /**
   * Reads to the end.
   *
   * @throws DatasetException if there are more bytes than allowed
   */
  static byte[] readAll(String name, InputStream in, ByteLimit limit) throws IOException {
    byte[] bytes = in.readNBytes((int) limit.bytes());
    if (bytes.length == limit.bytes() && in.read() >= 0) {
      throw new DatasetException(
          name + ": is longer than the " + limit.bytes() + " bytes allowed by " + limit.key());
    }
    return bytes;
  }

  /**
   * Reads exactly so many bytes.
   *
   * @param what they are, for the message
   * @throws DatasetException if the stream ends before
   */
  static byte[] readExactly(String name, String what, InputStream in, int bytes)
      throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw new DatasetException(
          name + ": ends after " + read.length + " of the " + bytes + " bytes of its " + what);
    }
    return read;
  }
}
