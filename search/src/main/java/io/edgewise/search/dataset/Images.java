package io.edgewise.search.dataset;

/**
 * Labelled images of one size that are read one by one, from memory or from files: 8-bit, NHWC.
 * Safe for use by many threads.
 */
public interface Images {

  /** Returns the number of images. */
  int size();

  /** Returns the height of each, pixels. */
  int height();

  /** Returns the width of each, pixels. */
  int width();

  /** Returns 1 or 3. */
  int channels();

  /** Returns the number of classes: labels are 0 to one less. */
  int classes();

  /** Returns the label of an image. */
  int label(int image);

  /**
   * Copies the pixels of one image into an array of {@link #imageBytes()}: unsigned bytes, HWC.
   *
   * @throws DatasetException if the image has to be read, and cannot be
   */
  void image(int image, byte[] target);

  /**
   * Tells that images will be asked for next, so that reading them can begin.
   *
   * @param order indices of images
   * @param from first position in {@code order}
   * @param to after the last position; nothing if it is not above {@code from}
   */
  default void next(int[] order, int from, int to) {}

  /** Returns the images from one index to before another. */
  Images slice(int from, int to);

  /** Returns the bytes that the images take in memory. */
  long heldBytes();

  /** Returns the bytes of one image. */
  default int imageBytes() {
    return height() * width() * channels();
  }

  /** Returns the number of images of each class. */
  default int[] classCounts() {
    int[] counts = new int[classes()];
    for (int i = 0; i < size(); i++) {
      counts[label(i)]++;
    }
    return counts;
  }
}
