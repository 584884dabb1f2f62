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
  private final ByteLimit limit;
  private byte @Nullable [] pixels;
  private int height;
  private int width;
  private String firstName = "";
  private int taken;

  /**
   * @param count number of pictures that will be added
   * @param limit of all pixels; more are refused before memory is taken for them
   */
  public PictureCollector(int classes, int count, ByteLimit limit) {
    this.classes = classes;
    this.labels = new int[count];
    this.limit = limit;
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
    String what = labels.length + " pictures of " + picture.height() + "x" + picture.width();
    byte[] all = new byte[limit.check(what, bytes)];
    firstName = name;
    height = picture.height();
    width = picture.width();
    pixels = all;
    return all;
  }
}
