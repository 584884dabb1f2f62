package io.edgewise.search.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one array of NumPy (numpy/lib/format.py): a magic, a version, the length of the header, the
 * header as a Python dictionary, the numbers.
 */
final class NpyReader {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER_BYTES = 10_000;

  /** The dictionary as NumPy writes it; it is matched, never evaluated. */
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([<>|=])([a-zA-Z]\\d*)', 'fortran_order': (True|False),"
              + " 'shape': \\(([0-9, ]*)\\), ?\\}\\s*");

  /** An array and the bytes it took. */
  record Read(NamedArray array, long bytes) {}

  private NpyReader() {}

  /**
   * Reads an array.
   *
   * @param left most bytes that may be read
   */
  static Read read(String name, InputStream in, long left) throws IOException {
    byte[] start = exactly(name, in, MAGIC.length + 2);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new WeightsException(name + " is no array of NumPy");
    }
    boolean first = start[MAGIC.length] == 1;
    ByteBuffer length =
        ByteBuffer.wrap(exactly(name, in, first ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    int header = first ? Short.toUnsignedInt(length.getShort()) : length.getInt();
    if (header < 0 || header > MAX_HEADER_BYTES) {
      throw new WeightsException(
          name + " has a header of " + header + " bytes; allowed are " + MAX_HEADER_BYTES);
    }
    String text = new String(exactly(name, in, header), StandardCharsets.ISO_8859_1);
    return read(name, text, in, left);
  }

  private static Read read(String name, String header, InputStream in, long left)
      throws IOException {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches() || matcher.group(2).startsWith("O")) {
      throw new WeightsException(
          name
              + " has the header "
              + header.strip()
              + "; allowed are arrays of numbers, no objects");
    }
    if (matcher.group(3).equals("True")) {
      throw new WeightsException(
          name + " is in Fortran's order; allowed is C's: numpy.ascontiguousarray");
    }
    NumberType type = NumberType.ofNumpy(name, matcher.group(2));
    List<Integer> shape = shape(name, matcher.group(4));
    long bytes = NamedArray.size(name, shape) * type.bytes();
    if (bytes > left) {
      throw new WeightsException(
          name
              + " would make it "
              + WeightFile.MAX_BYTES
              + " bytes and more, which is not allowed");
    }
    ByteOrder order = matcher.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer data = ByteBuffer.wrap(exactly(name, in, (int) bytes)).order(order);
    if (in.read() >= 0) {
      throw new WeightsException(name + " is longer than its shape " + shape + " takes");
    }
    return new Read(NamedArray.decode(name, shape, type, data), bytes);
  }

  private static List<Integer> shape(String name, String text) {
    List<Integer> shape = new ArrayList<>();
    for (String extent : text.split(",")) {
      String digits = extent.strip();
      if (digits.length() > 9 || digits.contains(" ") || shape.size() == 8) {
        throw new WeightsException(
            name + " has shape (" + text + "): allowed are at most 8 extents below a billion");
      }
      if (!digits.isEmpty()) {
        shape.add(Integer.parseInt(digits));
      }
    }
    return shape;
  }

  /** Reads so many bytes; what a header claims is not allocated before it is there. */
  private static byte[] exactly(String name, InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new WeightsException(
          name + " ends early: it lacks " + (count - bytes.length) + " bytes");
    }
    return bytes;
  }
}
