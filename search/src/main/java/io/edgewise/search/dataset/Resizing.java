package io.edgewise.search.dataset;

/**
 * Bilinear resizing with half-pixel centres. Where it shrinks, the triangle of weights widens with
 * the factor, so that no source pixel is skipped (what Pillow calls BILINEAR, not what OpenCV
 * does). Rows first, then columns, rounded once at the end.
 */
final class Resizing {

  private Resizing() {}

  /** The images at another size. */
  static ImageSet resize(ImageSet images, int height, int width) {
    Axis rows = Axis.of(images.height(), height);
    Axis columns = Axis.of(images.width(), width);
    int channels = images.channels();
    int imageBytes = height * width * channels;
    byte[] target = new byte[Math.multiplyExact(images.size(), imageBytes)];
    int[] labels = new int[images.size()];
    byte[] source = new byte[images.imageBytes()];
    float[] squeezed = new float[height * images.width() * channels];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = images.label(i);
      images.image(i, source);
      rows.applyToRows(source, images.width() * channels, squeezed);
      columns.applyToColumns(squeezed, images.width(), channels, target, i * imageBytes);
    }
    return new ImageSet(height, width, channels, images.classes(), target, labels);
  }

  /**
   * For each target position the first source position that it draws on and the weights from there.
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

    void applyToRows(byte[] source, int rowBytes, float[] result) {
      for (int y = 0; y < first.length; y++) {
        for (int x = 0; x < rowBytes; x++) {
          float sum = 0;
          for (int k = 0; k < weights[y].length; k++) {
            sum += weights[y][k] * (source[(first[y] + k) * rowBytes + x] & 0xFF);
          }
          result[y * rowBytes + x] = sum;
        }
      }
    }

    void applyToColumns(float[] source, int width, int channels, byte[] result, int offset) {
      int height = source.length / (width * channels);
      int at = offset;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < first.length; x++) {
          for (int c = 0; c < channels; c++) {
            float sum = 0;
            for (int k = 0; k < weights[x].length; k++) {
              sum += weights[x][k] * source[(y * width + first[x] + k) * channels + c];
            }
            result[at++] = (byte) Math.min(255, Math.round(sum));
          }
        }
      }
    }
  }
}
