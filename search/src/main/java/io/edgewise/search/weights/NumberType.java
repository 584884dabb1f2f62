package io.edgewise.search.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of numbers that are read, each under its name in safetensors and in NumPy. */
enum NumberType {
  F64("F64", "f8", 8) {
    @Override
    float next(ByteBuffer bytes) {
      return (float) bytes.getDouble();
    }
  },
  F32("F32", "f4", 4) {
    @Override
    float next(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  F16("F16", "f2", 2) {
    @Override
    float next(ByteBuffer bytes) {
      return half(bytes.getShort());
    }
  },
  /** The upper half of a float; NumPy has none. */
  BF16("BF16", "", 2) {
    @Override
    float next(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << 16);
    }
  },
  /** Counters are of this type, such as PyTorch's num_batches_tracked. */
  I64("I64", "i8", 8) {
    @Override
    float next(ByteBuffer bytes) {
      return bytes.getLong();
    }
  };

  private final String safetensors;
  private final String numpy;
  private final int bytes;

  NumberType(String safetensors, String numpy, int bytes) {
    this.safetensors = safetensors;
    this.numpy = numpy;
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** Reads the next number. */
  abstract float next(ByteBuffer bytes);

  static NumberType ofSafetensors(String array, String name) {
    return find(
        array, name, Arrays.stream(values()).filter(t -> t.safetensors.equals(name)).findFirst());
  }

  /** The type of a NumPy description without its byte order. */
  static NumberType ofNumpy(String array, String name) {
    return find(array, name, Arrays.stream(values()).filter(t -> t.numpy.equals(name)).findFirst());
  }

  private static NumberType find(String array, String name, Optional<NumberType> found) {
    return found.orElseThrow(
        () ->
            new WeightsException(
                array + " is of type " + name + ": allowed is " + List.of(values())));
  }

  /** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
  private static float half(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude;
    if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) fraction, -24);
    } else {
      magnitude = Math.scalb(1024f + fraction, exponent - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
