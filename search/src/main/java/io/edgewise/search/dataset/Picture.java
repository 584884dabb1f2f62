package io.edgewise.search.dataset;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * One PNG or JPEG file. Its size is known, and can be refused, before its pixels are decoded.
 *
 * <p>Transparency is ignored. Grey values are taken as they are: the JDK's own conversion to RGB
 * would treat them as linear light and brighten them.
 */
final class Picture {

  /** Longest file that is read. */
  private static final ByteLimit FILE_LIMIT = new ByteLimit("the picture reader", 1 << 25);

  /** Largest height and width. */
  private static final int MAX_SIDE = 4096;

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  private final String name;
  private final byte[] file;
  private final String format;
  private final int height;
  private final int width;

  private Picture(String name, byte[] file, String format, int height, int width) {
    this.name = name;
    this.file = file;
    this.format = format;
    this.height = height;
    this.width = width;
  }

  /**
   * Reads a file and looks at its header.
   *
   * @throws DatasetException if it is too long, neither PNG nor JPEG, or too large a picture
   */
  static Picture open(String name, InputStream in) throws IOException {
    byte[] file = Bounded.readAll(name, in, FILE_LIMIT);
    String format = format(name, file);
    int[] size = read(name, file, format, r -> new int[] {r.getHeight(0), r.getWidth(0)});
    if (size[0] < 1 || size[0] > MAX_SIDE || size[1] < 1 || size[1] > MAX_SIDE) {
      throw new DatasetException(
          name
              + ": is "
              + size[0]
              + "x"
              + size[1]
              + " (height x width); allowed is 1 to "
              + MAX_SIDE
              + " each");
    }
    return new Picture(name, file, format, size[0], size[1]);
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /**
   * Decodes into the bytes from the offset on: rows of red, green, blue.
   *
   * @throws DatasetException if the file is damaged
   */
  void decode(byte[] pixels, int offset) {
    BufferedImage image = read(name, file, format, reader -> reader.read(0));
    if (image.getHeight() != height || image.getWidth() != width) {
      throw new DatasetException(name + ": its header and its pixels differ in size");
    }
    boolean grey =
        image.getColorModel().getNumColorComponents() == 1
            && !(image.getColorModel() instanceof IndexColorModel);
    if (grey) {
      copyGrey(image, pixels, offset);
    } else {
      copyColour(image, pixels, offset);
    }
  }

  private void copyGrey(BufferedImage image, byte[] pixels, int offset) {
    Raster raster = image.getRaster();
    int bits = image.getColorModel().getComponentSize(0);
    int at = offset;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        byte value = (byte) (raster.getSample(x, y, 0) >> Math.max(0, bits - 8));
        pixels[at++] = value;
        pixels[at++] = value;
        pixels[at++] = value;
      }
    }
  }

  private void copyColour(BufferedImage image, byte[] pixels, int offset) {
    int[] row = new int[width];
    int at = offset;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        pixels[at++] = (byte) (row[x] >> 16);
        pixels[at++] = (byte) (row[x] >> 8);
        pixels[at++] = (byte) row[x];
      }
    }
  }

  private static String format(String name, byte[] file) {
    if (startsWith(file, PNG)) {
      return "png";
    }
    if (startsWith(file, JPEG)) {
      return "jpeg";
    }
    throw new DatasetException(
        name + (file.length == 0 ? ": is empty" : ": is not a picture") + "; allowed is PNG, JPEG");
  }

  private static boolean startsWith(byte[] file, byte[] magic) {
    return file.length >= magic.length
        && java.util.Arrays.equals(file, 0, magic.length, magic, 0, magic.length);
  }

  /** What is asked of a reader that stands at the picture. */
  private interface Question<T> {
    T ask(ImageReader reader) throws IOException;
  }

  private static <T> T read(String name, byte[] file, String format, Question<T> question) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    ImageReader reader = readers.next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      return question.ask(reader);
    } catch (IOException | RuntimeException e) {
      // The JDK's decoders meet damage with unchecked exceptions of many kinds as well.
      throw new DatasetException(name + ": is a damaged " + format + " file: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }
}
