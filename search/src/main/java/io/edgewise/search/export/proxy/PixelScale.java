package io.edgewise.search.export.proxy;

import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.weights.NamedArray;

/**
 * The pixels that a proxy was trained on, as integers of one scale: a proxy's are normalised
 * channel by channel, a device's are (pixel - 128) / 128. They become shares of the largest,
 * rounded to 128ths, which the stem's kernels make up for; zero stays zero, so that padding is what
 * it was.
 *
 * @param table the integer for each pixel value, by channel
 * @param largest of the normalised pixels
 */
record PixelScale(byte[][] table, float largest) {

  static PixelScale of(float[][] pixels) {
    float largest = 0;
    for (float[] channel : pixels) {
      for (float value : channel) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    byte[][] table = new byte[pixels.length][];
    for (int c = 0; c < table.length; c++) {
      table[c] = new byte[pixels[c].length];
      for (int value = 0; value < table[c].length; value++) {
        table[c][value] = (byte) Math.min(127, Math.round(128 * pixels[c][value] / largest));
      }
    }
    return new PixelScale(table, largest);
  }

  /** An image as integers, HWC. */
  byte[] integers(ImageSet images, int image) {
    byte[] pixels = new byte[images.imageBytes()];
    images.image(image, pixels);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = table[i % table.length][pixels[i] & 0xFF];
    }
    return pixels;
  }

  /** The same as the real numbers that they stand for. */
  float[] reals(ImageSet images, int image) {
    byte[] integers = integers(images, image);
    float[] reals = new float[integers.length];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = integers[i] / 128f;
    }
    return reals;
  }

  /** Kernels that make up for the scale. */
  NamedArray times(NamedArray kernels) {
    float[] values = kernels.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= largest;
    }
    return new NamedArray(kernels.shape(), values);
  }
}
