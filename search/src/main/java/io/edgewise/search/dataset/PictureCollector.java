package io.edgewise.search.dataset;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an image set of pictures of one size, file by file, in three channels. The first picture
 * sets the size; one of another size is refused before it is decoded.
 */
public final class PictureCollector {

  private static final int CHANNELS = 3;

  private final int classes;
  private final int[] labels;
  private final long maxBytes;
  private byte @Nullable [] pixels;
  private int height;
  private int width;
  private String firstName = "";
  private int taken;

  /**
   * @param count number of pictures that will be added
   * @param maxBytes of pixels in all; more are refused before memory is taken for them
   */
  public PictureCollector(int classes, int count, long maxBytes) {
    this.classes = classes;
    this.labels = new int[count];
    this.maxBytes = maxBytes;
  }

  /**
   * Adds a picture.
   *
   * @param name of the file, for messages
   * @throws DatasetException if it is not PNG or JPEG, damaged, too large, or of another size
   */
  public void add(String name, InputStream in, int label) throws IOException {
    Picture picture = Picture.open(name, in);
    byte[] all = pixels == null ? begin(name, picture) : pixels;
    if (picture.height() != height || picture.width() != width) {
      throw new DatasetException(
          name
              + ": is "
              + picture.height()
              + "x"
              + picture.width()
              + " (height x width); allowed is "
              + height
              + "x"
              + width
              + ", the size of "
              + firstName);
    }
    picture.decode(all, taken * height * width * CHANNELS);
    labels[taken++] = label;
  }

  /** The set, once all pictures are added. */
  public ImageSet finish() {
    if (pixels == null || taken < labels.length) {
      throw new IllegalStateException(taken + " of " + labels.length + " pictures were added");
    }
    return new ImageSet(height, width, CHANNELS, classes, pixels, labels);
  }

  private byte[] begin(String name, Picture picture) {
    long bytes = (long) labels.length * picture.height() * picture.width() * CHANNELS;
    if (bytes > Math.min(maxBytes, Bounded.MAX_ARRAY)) {
      throw new DatasetException(
          labels.length
              + " pictures of "
              + picture.height()
              + "x"
              + picture.width()
              + " come to "
              + bytes
              + " bytes; allowed is at most "
              + Math.min(maxBytes, Bounded.MAX_ARRAY));
    }
    firstName = name;
    height = picture.height();
    width = picture.width();
    byte[] all = new byte[(int) bytes];
    pixels = all;
    return all;
  }
}
