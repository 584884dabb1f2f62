package io.edgewise.search.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Writes the formats that the product reads, and damages them. */
final class DatasetBytes {

  private DatasetBytes() {}

  /** CIFAR-10 records of 32x32x3 images. */
  static byte[] cifar(ImageSet images) {
    byte[] file = new byte[images.size() * 3073];
    byte[] pixels = new byte[3072];
    for (int i = 0; i < images.size(); i++) {
      images.image(i, pixels);
      file[i * 3073] = (byte) images.label(i);
      for (int p = 0; p < 3072; p++) {
        file[i * 3073 + 1 + p % 3 * 1024 + p / 3] = pixels[p];
      }
    }
    return file;
  }

  /** An IDX file of unsigned bytes. */
  static byte[] idx(byte[] elements, int... dimensions) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + elements.length);
    file.put((byte) 0).put((byte) 0).put((byte) 8).put((byte) dimensions.length);
    Arrays.stream(dimensions).forEach(file::putInt);
    return file.put(elements).array();
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * A copy with a few bytes changed, most of them near the start, and perhaps cut or lengthened.
   */
  static byte[] damage(byte[] file, SplittableRandom random) {
    int length =
        switch (random.nextInt(6)) {
          case 0 -> random.nextInt(file.length);
          case 1 -> file.length + random.nextInt(1, 50);
          default -> file.length;
        };
    byte[] damaged = Arrays.copyOf(file, length);
    int changes = random.nextInt(1, 5);
    for (int c = 0; c < changes && length > 0; c++) {
      int limit = random.nextBoolean() ? Math.min(40, length) : length;
      damaged[random.nextInt(limit)] = (byte) random.nextInt(256);
    }
    return damaged;
  }
}
