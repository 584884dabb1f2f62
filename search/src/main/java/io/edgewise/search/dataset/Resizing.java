package io.edgewise.search.dataset;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bilinear resizing with half-pixel centres. Where it shrinks, the triangle of weights widens with
 * the factor, so that no source pixel is skipped (what Pillow calls BILINEAR, not what OpenCV
 * does). Rows first, then columns, rounded once at the end.
 */
final class Resizing {

  private final Scanlines source;
  private final Axis rows;
  private final Axis columns;

  private Resizing(Scanlines source, int height, int width) {
    this.source = source;
    this.rows = Axis.of(source.height(), height);
    this.columns = Axis.of(source.width(), width);
  }

  /** The images at another size. */
  static ImageSet resize(ImageSet images, int height, int width) {
    int imageBytes = height * width * images.channels();
    byte[] target = new byte[Math.multiplyExact(images.size(), imageBytes)];
    for (int i = 0; i < images.size(); i++) {
      to(height, width, images.scanlines(i), target, i * imageBytes);
    }
    return new ImageSet(
        height, width, images.channels(), images.classes(), target, images.labels());
  }

  /** Writes one image at another size into the bytes from the offset on. */
  static void to(int height, int width, Scanlines source, byte[] target, int offset) {
    if (source.height() == height && source.width() == width) {
      for (int y = 0; y < height; y++) {
        source.read(y, target, offset + y * width * source.channels());
      }
      return;
    }
    new Resizing(source, height, width).write(target, offset);
  }

  /**
   * Reads every source row once, from the top, and adds it to the target rows that draw on it. Only
   * these are held: a tall picture takes no more memory than a flat one.
   */
  private void write(byte[] target, int offset) {
    byte[] line = new byte[source.width() * source.channels()];
    Deque<float[]> open = new ArrayDeque<>();
    int firstOpen = 0;
    for (int y = 0; y < source.height(); y++) {
      source.read(y, line, 0);
      while (rows.isTarget(firstOpen + open.size()) && rows.first[firstOpen + open.size()] <= y) {
        open.addLast(new float[line.length]);
      }
      int t = firstOpen;
      for (float[] sums : open) {
        add(line, rows.weights[t][y - rows.first[t]], sums);
        t++;
      }
      while (!open.isEmpty() && rows.end(firstOpen) == y + 1) {
        writeRow(open.removeFirst(), target, offset + firstOpen * rowBytes());
        firstOpen++;
      }
    }
  }

  private int rowBytes() {
    return columns.first.length * source.channels();
  }

  private static void add(byte[] line, float weight, float[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += weight * (line[x] & 0xFF);
    }
  }

  private void writeRow(float[] sums, byte[] target, int offset) {
    int at = offset;
    for (int x = 0; x < columns.first.length; x++) {
      for (int c = 0; c < source.channels(); c++) {
        target[at++] = columns.mix(sums, c, source.channels(), x);
      }
    }
  }

  /**
   * An axis holds, for each target position, the first source position that it draws on and the
   * weights from there. Neither the first nor the last position ever falls from one target to the
   * next.
   */
  private record Axis(int[] first, float[][] weights) {

    static Axis of(int source, int target) {
      double scale = (double) source / target;
      double reach = Math.max(1, scale);
      int[] first = new int[target];
      float[][] weights = new float[target][];
      for (int i = 0; i < target; i++) {
        double centre = (i + 0.5) * scale - 0.5;
        first[i] = Math.max(0, (int) Math.floor(centre - reach) + 1);
        int last = Math.min(source - 1, (int) Math.ceil(centre + reach) - 1);
        weights[i] = triangle(first[i], last, centre, reach);
      }
      return new Axis(first, weights);
    }

    private static float[] triangle(int first, int last, double centre, double reach) {
      float[] weights = new float[last - first + 1];
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        double weight = 1 - Math.abs(first + k - centre) / reach;
        weights[k] = (float) weight;
        sum += weight;
      }
      for (int k = 0; k < weights.length; k++) {
        weights[k] /= (float) sum;
      }
      return weights;
    }

    boolean isTarget(int target) {
      return target < first.length;
    }

    /** The source position after the last that a target draws on. */
    int end(int target) {
      return first[target] + weights[target].length;
    }

    /** The value of a target position, of values that lie a stride apart. */
    byte mix(float[] values, int offset, int stride, int target) {
      float sum = 0;
      for (int k = 0; k < weights[target].length; k++) {
        sum += weights[target][k] * values[offset + (first[target] + k) * stride];
      }
      return (byte) Math.min(255, Math.round(sum));
    }
  }
}
