package io.edgewise.search.dataset;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Labelled images of one size, held once and shared: 8-bit, NHWC. */
public final class ImageSet implements Images {

  private final int height;
  private final int width;
  private final int channels;
  private final int classes;
  private final ByteBuffer pixels;
  private final int[] labels;

  /**
   * @param channels 1 or 3
   * @param classes labels are 0 to classes - 1
   * @param pixels unsigned bytes, image by image, NHWC; not to be written after this
   * @param labels one an image; not to be written after this
   * @throws IllegalArgumentException if the lengths do not match or a label is out of range
   */
  public ImageSet(int height, int width, int channels, int classes, byte[] pixels, int[] labels) {
    this(height, width, channels, classes, ByteBuffer.wrap(pixels), labels);
  }

  private ImageSet(
      int height, int width, int channels, int classes, ByteBuffer pixels, int[] labels) {
    if ((long) labels.length * height * width * channels != pixels.capacity()) {
      throw new IllegalArgumentException(
          labels.length
              + " images of "
              + height
              + "x"
              + width
              + "x"
              + channels
              + " do not have "
              + pixels.capacity()
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

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public int classes() {
    return classes;
  }

  /** The pixels of all images, as a copy: unsigned bytes, image by image, NHWC. */
  public byte[] pixels() {
    byte[] copy = new byte[pixels.capacity()];
    pixels.get(0, copy);
    return copy;
  }

  @Override
  public void image(int image, byte[] target) {
    pixels.get(image * imageBytes(), target, 0, imageBytes());
  }

  /** One image, in the same memory, row by row. */
  Scanlines scanlines(int image) {
    return new Rows(this, image);
  }

  @Override
  public int label(int image) {
    return labels[image];
  }

  @Override
  public long heldBytes() {
    return pixels.capacity();
  }

  /** The labels of all images, as a copy. */
  public int[] labels() {
    return labels.clone();
  }

  /** The images at the given indices, in that order. */
  public ImageSet select(int[] indices) {
    byte[] chosen = new byte[Math.multiplyExact(indices.length, imageBytes())];
    int[] chosenLabels = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      pixels.get(indices[i] * imageBytes(), chosen, i * imageBytes(), imageBytes());
      chosenLabels[i] = labels[indices[i]];
    }
    return new ImageSet(height, width, channels, classes, chosen, chosenLabels);
  }

  /** The images from one index to before another, in the same memory. */
  @Override
  public ImageSet slice(int from, int to) {
    return new ImageSet(
        height,
        width,
        channels,
        classes,
        pixels.slice(from * imageBytes(), (to - from) * imageBytes()),
        Arrays.copyOfRange(labels, from, to));
  }

  /**
   * The images of several sets one after the other.
   *
   * @param sets at least one, all of the size and number of classes of the first
   */
  public static ImageSet concat(List<ImageSet> sets) {
    ImageSet first = sets.get(0);
    if (sets.size() == 1) {
      return first;
    }
    int size = sets.stream().mapToInt(ImageSet::size).reduce(0, Math::addExact);
    byte[] all = new byte[Math.multiplyExact(size, first.imageBytes())];
    int at = 0;
    for (ImageSet set : sets) {
      set.pixels.get(0, all, at, set.pixels.capacity());
      at += set.pixels.capacity();
    }
    int[] allLabels = sets.stream().flatMapToInt(s -> Arrays.stream(s.labels)).toArray();
    return new ImageSet(first.height, first.width, first.channels, first.classes, all, allLabels);
  }

  /** The same images as a set of more classes. */
  public ImageSet withClasses(int newClasses) {
    return new ImageSet(height, width, channels, newClasses, pixels, labels);
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

  /**
   * The same images off the heap, where a data set is out of the garbage collector's way. The
   * memory is freed some time after the set is no longer used.
   */
  public ImageSet offHeap() {
    if (pixels.isDirect()) {
      return this;
    }
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.capacity());
    direct.put(0, pixels, 0, pixels.capacity());
    return new ImageSet(height, width, channels, classes, direct, labels);
  }

  private record Rows(ImageSet set, int image) implements Scanlines {
    @Override
    public int height() {
      return set.height;
    }

    @Override
    public int width() {
      return set.width;
    }

    @Override
    public int channels() {
      return set.channels;
    }

    @Override
    public void read(int y, byte[] target, int offset) {
      int rowBytes = set.width * set.channels;
      set.pixels.get(image * set.imageBytes() + y * rowBytes, target, offset, rowBytes);
    }
  }
}
