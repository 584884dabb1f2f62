package io.edgewise.search.dataset;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;

/**
 * A decoded picture, turned upright, in rows of red, green, blue.
 *
 * <p>Transparency is ignored. Grey values are taken as they are: the JDK's own conversion to RGB
 * would treat them as linear light and brighten them. Of values of 16 bits the upper 8 are kept.
 */
record UprightPixels(BufferedImage image, Orientation orientation) implements Scanlines {

  private static final int CHANNELS = 3;

  @Override
  public int height() {
    return orientation.transposed() ? image.getWidth() : image.getHeight();
  }

  @Override
  public int width() {
    return orientation.transposed() ? image.getHeight() : image.getWidth();
  }

  @Override
  public int channels() {
    return CHANNELS;
  }

  @Override
  public void read(int y, byte[] target, int offset) {
    int[] line = orientation.transposed() ? column(y) : row(y);
    boolean backwards =
        orientation.transposed() ? orientation.mirroredRows() : orientation.mirroredColumns();
    int at = offset;
    for (int x = 0; x < line.length; x++) {
      int rgb = line[backwards ? line.length - 1 - x : x];
      target[at++] = (byte) (rgb >> 16);
      target[at++] = (byte) (rgb >> 8);
      target[at++] = (byte) rgb;
    }
  }

  private int[] row(int y) {
    int stored = orientation.mirroredRows() ? image.getHeight() - 1 - y : y;
    return values(0, stored, image.getWidth(), 1);
  }

  private int[] column(int y) {
    int stored = orientation.mirroredColumns() ? image.getWidth() - 1 - y : y;
    return values(stored, 0, 1, image.getHeight());
  }

  /** The stored pixels of a row or a column, 0xRRGGBB. */
  private int[] values(int x, int y, int width, int height) {
    if (!isGrey()) {
      return image.getRGB(x, y, width, height, null, 0, width);
    }
    int[] grey = image.getRaster().getSamples(x, y, width, height, 0, (int[]) null);
    int surplus = Math.max(0, image.getColorModel().getComponentSize(0) - 8);
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (grey[i] >> surplus & 0xFF) * 0x010101;
    }
    return grey;
  }

  private boolean isGrey() {
    return image.getColorModel().getNumColorComponents() == 1
        && !(image.getColorModel() instanceof IndexColorModel);
  }
}
