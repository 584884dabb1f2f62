package io.edgewise.search.weights;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The numbers of an array as ND4J writes one (org.nd4j.linalg.factory.Nd4j#write): a buffer that
 * tells its shape, and one of the numbers. A buffer is how it was allocated, its length, its type,
 * and its elements, the highest byte first (BaseDataBuffer#write).
 */
final class Dl4jNumbers {

  /** Longs that tell a shape: the rank, extents and strides of at most 32 axes, and three more. */
  private static final long LONGEST_SHAPE = 2 * 32 + 4;

  private final String file;
  private final ByteBuffer numbers;

  private Dl4jNumbers(String file, ByteBuffer numbers) {
    this.file = file;
    this.numbers = numbers;
  }

  /** A head is what stands before the elements of a buffer. */
  private record Head(long length, String type) {

    static Head read(DataInput in) throws IOException {
      in.readUTF();
      return new Head(in.readLong(), in.readUTF());
    }
  }

  /**
   * Finds the numbers.
   *
   * @param file that it is, for messages
   * @throws WeightsException if it is damaged, or not of floats
   */
  static Dl4jNumbers of(String file, byte[] bytes) {
    ByteArrayInputStream left = new ByteArrayInputStream(bytes);
    DataInputStream in = new DataInputStream(left);
    try {
      Head shape = Head.read(in);
      if (!shape.type().equals("LONG") || shape.length() < 0 || shape.length() > LONGEST_SHAPE) {
        throw new WeightsException("its " + file + " is no array of Deeplearning4j");
      }
      in.skipNBytes(shape.length() * Long.BYTES);
      Head values = Head.read(in);
      if (!values.type().equals("FLOAT")) {
        throw new WeightsException(
            "its " + file + " is of type " + values.type() + "; allowed is FLOAT");
      }
      if (values.length() != left.available() / Float.BYTES
          || left.available() % Float.BYTES != 0) {
        throw new WeightsException(
            "its "
                + file
                + " has "
                + left.available()
                + " bytes of numbers; as many as it tells, "
                + values.length()
                + ", take 4 each");
      }
      int from = bytes.length - left.available();
      return new Dl4jNumbers(
          file, ByteBuffer.wrap(bytes, from, left.available()).slice().order(ByteOrder.BIG_ENDIAN));
    } catch (EOFException | UTFDataFormatException e) {
      throw new WeightsException("its " + file + " is no array of Deeplearning4j", e);
    } catch (IOException e) {
      throw new WeightsException("its " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns how many there are. */
  long count() {
    return numbers.capacity() / Float.BYTES;
  }

  /**
   * Reads the numbers of the next array, as stored.
   *
   * @throws WeightsException if one is not finite
   */
  float[] next(Stored array) {
    int length = Math.toIntExact(array.size() * Float.BYTES);
    ByteBuffer bytes = numbers.slice(numbers.position(), length);
    numbers.position(numbers.position() + length);
    return NamedArray.decode(array.name(), array.extents(), NumberType.F32, bytes).values();
  }
}
