package io.edgewise.search.proxy.dl4j.kernel;

import java.util.Arrays;

/** The mean over the positions of each image: {@code [N, positions, C]} to {@code [N, C]}. */
public final class Averages {
  private final int channels;
  private final int positions;
  private final float[] image;
  private final float[] mean;

  /** Takes the averages of {@code channels} channels at {@code positions} rows times columns. */
  public Averages(int channels, int positions) {
    this.channels = channels;
    this.positions = positions;
    this.image = new float[channels * positions];
    this.mean = new float[channels];
  }

  /** {@code y} of {@code n} images. */
  public void forward(Floats x, Floats y, int n) {
    for (int i = 0; i < n; i++) {
      x.get(i * image.length, image, 0, image.length);
      Arrays.fill(mean, 0f);
      for (int p = 0; p < positions; p++) {
        for (int c = 0; c < channels; c++) {
          mean[c] += image[p * channels + c];
        }
      }
      for (int c = 0; c < channels; c++) {
        mean[c] /= positions;
      }
      y.put(i * channels, mean, 0, channels);
    }
  }

  /** {@code dx} from {@code dy}, for {@code n} images. */
  public void backward(Floats dy, Floats dx, int n) {
    for (int i = 0; i < n; i++) {
      dy.get(i * channels, mean, 0, channels);
      for (int c = 0; c < channels; c++) {
        mean[c] /= positions;
      }
      for (int p = 0; p < positions; p++) {
        System.arraycopy(mean, 0, image, p * channels, channels);
      }
      dx.put(i * image.length, image, 0, image.length);
    }
  }
}
