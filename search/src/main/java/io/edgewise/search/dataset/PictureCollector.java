package io.edgewise.search.dataset;

import java.io.IOException;
import java.io.InputStream;

/**
 * Makes an image set of pictures, file by file, in three channels.
 *
 * <p>Pictures that all have one size keep it, as long as they fit the limit and the frame's shape
 * asks for no crop. As soon as one has another size, all are brought to the frame, and what was
 * collected before is brought to it too: the result does not depend on the order of the pictures.
 */
public final class PictureCollector {

  /** Channels of every picture. */
  public static final int CHANNELS = 3;

  private final int classes;
  private final int[] labels;
  private final ByteLimit limit;
  private final Frame frame;
  private byte[] pixels = new byte[0];
  private int height;
  private int width;
  private int taken;

  /**
   * @param count number of pictures that will be added
   * @param limit of all pixels; more are refused before memory is taken for them
   * @param frame that pictures of several sizes are brought to
   */
  public PictureCollector(int classes, int count, ByteLimit limit, Frame frame) {
    this.classes = classes;
    this.labels = new int[count];
    this.limit = limit;
    this.frame = frame;
  }

  /** A collector that brings every picture to the frame. */
  public static PictureCollector framing(int classes, int count, ByteLimit limit, Frame frame) {
    PictureCollector collector = new PictureCollector(classes, count, limit, frame);
    collector.take(frame.height(), frame.width());
    return collector;
  }

  /**
   * Adds a picture.
   *
   * @param name of the file, for messages
   * @throws DatasetException if it is not PNG or JPEG, damaged or too large
   */
  public void add(String name, InputStream in, int label) throws IOException {
    Picture picture = Picture.open(name, in);
    if (height == 0) {
      begin(picture);
    } else if (!isFramed() && (picture.height() != height || picture.width() != width)) {
      reframe();
    }
    Frame size = new Frame(height, width, frame.fit());
    size.draw(picture.decode(), pixels, taken * imageBytes());
    labels[taken++] = label;
  }

  /** The set, once all pictures are added. */
  public ImageSet finish() {
    if (height == 0 || taken < labels.length) {
      throw new IllegalStateException(taken + " of " + labels.length + " pictures were added");
    }
    return new ImageSet(height, width, CHANNELS, classes, pixels, labels);
  }

  private void begin(Picture first) {
    boolean keepsSize = !first.isThinned() && frame.takesWhole(first.height(), first.width());
    boolean fits = bytes(first.height(), first.width()) <= limit.bytes();
    boolean smallerThanFrame =
        bytes(first.height(), first.width()) <= bytes(frame.height(), frame.width());
    if (keepsSize && (fits || smallerThanFrame)) {
      take(first.height(), first.width());
    } else {
      take(frame.height(), frame.width());
    }
  }

  private void reframe() {
    ImageSet sameSize = new ImageSet(height, width, CHANNELS, classes, pixels, labels);
    take(frame.height(), frame.width());
    for (int i = 0; i < taken; i++) {
      frame.draw(sameSize.scanlines(i), pixels, i * imageBytes());
    }
  }

  private void take(int newHeight, int newWidth) {
    String what = labels.length + " pictures of " + newHeight + "x" + newWidth;
    pixels = new byte[limit.check(what, bytes(newHeight, newWidth))];
    height = newHeight;
    width = newWidth;
  }

  private boolean isFramed() {
    return height == frame.height() && width == frame.width();
  }

  private long bytes(int pictureHeight, int pictureWidth) {
    return (long) labels.length * pictureHeight * pictureWidth * CHANNELS;
  }

  private int imageBytes() {
    return height * width * CHANNELS;
  }
}
