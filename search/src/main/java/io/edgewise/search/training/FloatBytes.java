package io.edgewise.search.training;

import java.nio.ByteBuffer;

/** Floats as bytes, big endian, all at once. */
final class FloatBytes {

  private FloatBytes() {}

  static byte[] of(float[] values) {
    byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, values.length)];
    ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
    return bytes;
  }

  /** The inverse of {@link #of}. */
  static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
