package io.edgewise.search.dataset;

import java.util.Arrays;

/**
 * Labelled images of one size, held once and shared: 8-bit, NHWC.
 *
 * <p>Immutable by convention: {@link #pixels()} is the array itself, because copies of a data set
 * are what an executor cannot afford.
 */
public final class ImageSet {

  private final int height;
  private final int width;
  private final int channels;
  private final int classes;
  private final byte[] pixels;
  private final int[] labels;

  /**
   * @param channels 1 or 3
   * @param classes labels are 0 to classes - 1
   * @param pixels unsigned bytes, image by image, NHWC
   * @param labels one an image
   * @throws IllegalArgumentException if the lengths do not match or a label is out of range
   */
  public ImageSet(int height, int width, int channels, int classes, byte[] pixels, int[] labels) {
    if ((long) labels.length * height * width * channels != pixels.length) {
      throw new IllegalArgumentException(
          labels.length
              + " images of "
              + height
              + "x"
              + width
              + "x"
              + channels
              + " do not have "
              + pixels.length
              + " bytes");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "image " + i + " has label " + labels[i] + ": allowed is 0 to " + (classes - 1));
      }
    }
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
  }

  public int size() {
    return labels.length;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  public int channels() {
    return channels;
  }

  public int classes() {
    return classes;
  }

  /** Bytes of one image. */
  public int imageBytes() {
    return height * width * channels;
  }

  /** The pixels themselves, unsigned bytes, image by image, NHWC; not to be written. */
  public byte[] pixels() {
    return pixels;
  }

  public int label(int image) {
    return labels[image];
  }

  /** The images at the given indices, in that order. */
  public ImageSet select(int[] indices) {
    byte[] chosen = new byte[Math.multiplyExact(indices.length, imageBytes())];
    int[] chosenLabels = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(pixels, indices[i] * imageBytes(), chosen, i * imageBytes(), imageBytes());
      chosenLabels[i] = labels[indices[i]];
    }
    return new ImageSet(height, width, channels, classes, chosen, chosenLabels);
  }

  /**
   * The images at another size, by bilinear interpolation that skips no pixel where it shrinks;
   * this set itself if it has that size.
   */
  public ImageSet resized(int newHeight, int newWidth) {
    return height == newHeight && width == newWidth
        ? this
        : Resizing.resize(this, newHeight, newWidth);
  }

  /** Number of images of each class. */
  public int[] classCounts() {
    int[] counts = new int[classes];
    Arrays.stream(labels).forEach(label -> counts[label]++);
    return counts;
  }
}
