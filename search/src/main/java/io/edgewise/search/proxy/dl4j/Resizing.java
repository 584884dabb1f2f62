package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.dataset.ImageSet;

/** Bilinear resizing of image sets, with half-pixel centres and clamped edges. */
final class Resizing {
  private Resizing() {}

  /** The set at {@code side} x {@code side} pixels; the set itself if it has that size. */
  static ImageSet square(ImageSet images, int side) {
    if (images.height() == side && images.width() == side) {
      return images;
    }
    int channels = images.channels();
    byte[] source = images.pixels();
    byte[] target = new byte[Math.multiplyExact(images.size(), side * side * channels)];
    int[] labels = new int[images.size()];
    Axis rows = new Axis(images.height(), side);
    Axis columns = new Axis(images.width(), side);
    int row = images.width() * channels;
    int to = 0;
    for (int i = 0; i < labels.length; i++) {
      labels[i] = images.label(i);
      int image = i * images.imageBytes();
      for (int y = 0; y < side; y++) {
        int above = image + rows.low[y] * row;
        int below = image + rows.high[y] * row;
        for (int x = 0; x < side; x++) {
          int left = columns.low[x] * channels;
          int right = columns.high[x] * channels;
          for (int c = 0; c < channels; c++) {
            float top = mix(source[above + left + c], source[above + right + c], columns.weight[x]);
            float bottom =
                mix(source[below + left + c], source[below + right + c], columns.weight[x]);
            target[to++] = (byte) Math.round(top + (bottom - top) * rows.weight[y]);
          }
        }
      }
    }
    return new ImageSet(side, side, channels, images.classes(), target, labels);
  }

  private static float mix(byte a, byte b, float weight) {
    int from = a & 0xFF;
    return from + ((b & 0xFF) - from) * weight;
  }

  /** For each target position the two source positions around it and the weight of the second. */
  private static final class Axis {
    final int[] low;
    final int[] high;
    final float[] weight;

    Axis(int source, int target) {
      low = new int[target];
      high = new int[target];
      weight = new float[target];
      for (int i = 0; i < target; i++) {
        double at = Math.max(0, (i + 0.5) * source / target - 0.5);
        low[i] = Math.min((int) at, source - 1);
        high[i] = Math.min(low[i] + 1, source - 1);
        weight[i] = (float) (at - low[i]);
      }
    }
  }
}
