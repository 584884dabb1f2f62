package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.ImageSet;
import java.util.Arrays;

/**
 * Turns pixels of 0 to 255 into numbers of mean 0 and variance 1 a channel, by table.
 *
 * @param table normalised value of each pixel value, by channel
 */
record Normalisation(float[][] table) {

  /** The one that the training images ask for. */
  static Normalisation of(ImageSet images) {
    int channels = images.channels();
    long[][] counts = new long[channels][256];
    byte[] pixels = new byte[images.imageBytes()];
    for (int image = 0; image < images.size(); image++) {
      images.image(image, pixels);
      for (int i = 0; i < pixels.length; i += channels) {
        for (int c = 0; c < channels; c++) {
          counts[c][pixels[i + c] & 0xFF]++;
        }
      }
    }
    float[][] table = new float[channels][];
    for (int c = 0; c < channels; c++) {
      table[c] = table(counts[c]);
    }
    return new Normalisation(table);
  }

  /**
   * The one that needs nothing on the device, {@code (pixel - 128) / 128}, for all channels.
   *
   * @param channels of the images
   */
  static Normalisation centred(int channels) {
    float[] table = new float[256];
    for (int value = 0; value < table.length; value++) {
      table[value] = (value - 128) / 128f;
    }
    float[][] tables = new float[channels][];
    Arrays.fill(tables, table);
    return new Normalisation(tables);
  }

  private static float[] table(long[] counts) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (int value = 0; value < counts.length; value++) {
      n += counts[value];
      sum += (double) value * counts[value];
      squares += (double) value * value * counts[value];
    }
    double mean = sum / n;
    // An image of one colour must not divide by zero: less than one grey level is no contrast.
    double deviation = Math.max(1.0, Math.sqrt(Math.max(0.0, squares / n - mean * mean)));
    float[] table = new float[counts.length];
    for (int value = 0; value < table.length; value++) {
      table[value] = (float) ((value - mean) / deviation);
    }
    return table;
  }
}
