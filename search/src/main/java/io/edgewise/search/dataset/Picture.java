package io.edgewise.search.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * One PNG or JPEG file, upright as its Exif data say. Its size is known, and can be refused, before
 * its pixels are decoded.
 */
final class Picture {

  /** Longest file that is read. */
  private static final ByteLimit FILE_LIMIT = new ByteLimit("the picture reader", 1 << 28);

  /** Largest height and width: what a JPEG can have. */
  private static final int LONGEST_SIDE = 65_535;

  /**
   * Most pixels that a file may claim: from there on Pillow too (Image.py, MAX_IMAGE_PIXELS, twice)
   * takes it for a decompression bomb.
   */
  private static final long MOST_PIXELS = 178_956_970;

  /** Most pixels that are decoded: of a larger picture, every second or third row and column. */
  private static final long MOST_DECODED = 1 << 25;

  private static final int COLOURS = 3;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  private final String name;
  private final byte[] file;
  private final String format;
  private final Orientation orientation;
  private final int storedHeight;
  private final int storedWidth;

  private Picture(String name, byte[] file, String format, int[] size) {
    this.name = name;
    this.file = file;
    this.format = format;
    this.orientation = format.equals("jpeg") ? Orientation.ofJpeg(file) : Orientation.UPRIGHT;
    this.storedHeight = size[0];
    this.storedWidth = size[1];
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
    if (!isAllowed(size[0], size[1])) {
      throw new DatasetException(
          name
              + ": is "
              + size[0]
              + "x"
              + size[1]
              + " (height x width); allowed is 1 to "
              + LONGEST_SIDE
              + " each, and "
              + MOST_PIXELS
              + " pixels in all");
    }
    return new Picture(name, file, format, size);
  }

  private static boolean isAllowed(int height, int width) {
    return Math.min(height, width) >= 1
        && Math.max(height, width) <= LONGEST_SIDE
        && (long) height * width <= MOST_PIXELS;
  }

  /** Height when it stands upright. */
  int height() {
    return orientation.transposed() ? storedWidth : storedHeight;
  }

  /** Width when it stands upright. */
  int width() {
    return orientation.transposed() ? storedHeight : storedWidth;
  }

  /** Returns whether it is so large that not every pixel of it is decoded. */
  boolean isThinned() {
    return step() > 1;
  }

  /**
   * Decodes the picture.
   *
   * @return rows of red, green, blue; smaller than height and width say where it is thinned
   * @throws DatasetException if the file is damaged, or its colours are those of print
   */
  Scanlines decode() {
    BufferedImage image = read(name, file, format, this::decode);
    if (image.getHeight() != thinned(storedHeight) || image.getWidth() != thinned(storedWidth)) {
      throw new DatasetException(name + ": its header and its pixels differ in size");
    }
    return new UprightPixels(image, orientation);
  }

  private BufferedImage decode(ImageReader reader) throws IOException {
    if (format.equals("png")) {
      PngChunks.check(file);
    } else if (!reader.getImageTypes(0).hasNext()) {
      throw fourComponents();
    }
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step(), step(), 0, 0);
    BufferedImage image = reader.read(0, param);
    for (String warning : warnings) {
      if (!isHarmless(warning)) {
        throw new IOException(warning);
      }
    }
    if (format.equals("jpeg") && image.getRaster().getNumBands() > COLOURS) {
      throw fourComponents();
    }
    return image;
  }

  /**
   * The JDK refuses CMYK where an Adobe segment says so, and elsewhere takes the fourth component,
   * which is black to every other decoder, for transparency.
   */
  private DatasetException fourComponents() {
    return new DatasetException(
        name
            + ": is a JPEG of four components, as of CMYK, the colours of print; allowed is grey or"
            + " RGB: convert it, such as with ImageMagick's mogrify -colorspace sRGB");
  }

  /** Returns whether a decoder's warning is of something that takes nothing from the pixels. */
  private static boolean isHarmless(String warning) {
    return warning.contains("ICC") || warning.contains("JFIF") || warning.contains("thumbnail");
  }

  /** One row and column of so many are decoded. */
  private int step() {
    return (int) Math.ceil(Math.sqrt((double) storedHeight * storedWidth / MOST_DECODED));
  }

  private int thinned(int side) {
    return (side + step() - 1) / step();
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

  /** A question is what is asked of a reader that stands at the picture. */
  private interface Question<T> {
    T ask(ImageReader reader) throws IOException;
  }

  private static <T> T read(String name, byte[] file, String format, Question<T> question) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      return question.ask(reader);
    } catch (DatasetException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The JDK's decoders meet damage with unchecked exceptions of many kinds as well.
      throw new DatasetException(name + ": is a damaged " + format + " file: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }
}
