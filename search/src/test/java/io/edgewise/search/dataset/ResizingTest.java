package io.edgewise.search.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizingTest {

  /**
   * Centres of four target pixels in the source: -0.25, 0.25, 0.75, 1.25, so 0, then 1/4 and 3/4 of
   * the way from 0 to 100, then 100.
   */
  @Test
  void doublesAsWorkedByHand() {
    ImageSet row = grey(1, 2, 0, 100);
    assertThat(row.resized(1, 4).pixels()).containsExactly(0, 25, 75, 100);
    ImageSet column = grey(2, 1, 0, 100);
    assertThat(column.resized(4, 1).pixels()).containsExactly(0, 25, 75, 100);
  }

  /**
   * Half size: the triangle reaches 2 source pixels to either side of the centre 0.5, which gives
   * the pixels 0 to 2 the weights 3/4, 3/4, 1/4 over their sum: (0 + 3 * 40 + 80) / 7 = 28.57.
   * Mirrored, (3 * 120 + 3 * 80 + 40) / 7 = 91.43.
   */
  @Test
  void halvesAsWorkedByHand() {
    assertThat(grey(1, 4, 0, 40, 80, 120).resized(1, 2).pixels()).containsExactly(29, 91);
  }

  @Test
  void channelsStayApart() {
    ImageSet image = new ImageSet(1, 2, 3, 1, new byte[] {0, 10, 20, 100, 110, 120}, new int[] {0});
    assertThat(image.resized(1, 4).pixels())
        .containsExactly(0, 10, 20, 25, 35, 45, 75, 85, 95, 100, 110, 120);
  }

  @Test
  void theSameSizeIsTheSameSet() {
    ImageSet images = new GeneratedShapes(1).training(10);
    assertThat(images.resized(32, 32)).isSameAs(images);
  }

  @ParameterizedTest
  @CsvSource({"16,16", "24,24", "40,48", "64,64", "1,1", "31,7"})
  void keepsLabelsConstantsAndTheMean(int height, int width) {
    ImageSet images = new GeneratedShapes(4).training(10);
    ImageSet resized = images.resized(height, width);
    assertThat(resized.classCounts()).isEqualTo(images.classCounts());
    assertThat(mean(resized)).isCloseTo(mean(images), within(3.0));

    byte[] flat = new byte[9 * 13];
    Arrays.fill(flat, (byte) 201);
    ImageSet constant = new ImageSet(9, 13, 1, 1, flat, new int[] {0});
    assertThat(constant.resized(height, width).pixels()).containsOnly((byte) 201);
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "7", "8", "13", "20"})
  void noValueLeavesTheRangeOfItsSource(int side) {
    byte[] pixels = new byte[64];
    SplittableRandom random = new SplittableRandom(side);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextBoolean() ? 50 : 250);
    }
    ImageSet resized = new ImageSet(8, 8, 1, 1, pixels, new int[] {0}).resized(side, side);
    for (byte pixel : resized.pixels()) {
      assertThat(pixel & 0xFF).isBetween(50, 250);
    }
  }

  @Test
  void aSplitKeepsWhatItResized() {
    GeneratedShapes shapes = new GeneratedShapes(1);
    DataSplit split = new DataSplit(shapes.training(20), shapes.test(10));
    DataSplit small = split.atResolution(16);
    assertThat(small.training().height()).isEqualTo(16);
    assertThat(small.validation().width()).isEqualTo(16);
    assertThat(split.atResolution(16)).isSameAs(small);
    assertThat(split.atResolution(32)).isSameAs(split);
  }

  /** The definition, two passes over a whole image held in memory, gives the same bits. */
  @ParameterizedTest
  @CsvSource({"5,7", "13,4", "1,29", "40,3", "17,23"})
  void readingRowByRowSumsInTheOrderOfTheDefinition(int height, int width) {
    SplittableRandom random = new SplittableRandom(height);
    byte[] pixels = new byte[17 * 23 * 3];
    random.nextBytes(pixels);
    ImageSet image = new ImageSet(17, 23, 3, 1, pixels, new int[] {0});
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[i] & 0xFF;
    }
    float[] squeezed = mixed(values, 17, 23 * 3, height);
    byte[] expected = new byte[height * width * 3];
    for (int y = 0; y < height; y++) {
      float[] row = Arrays.copyOfRange(squeezed, y * 69, (y + 1) * 69);
      float[] mixed = mixed(row, 23, 3, width);
      for (int i = 0; i < mixed.length; i++) {
        expected[y * width * 3 + i] = (byte) Math.min(255, Math.round(mixed[i]));
      }
    }
    assertThat(image.resized(height, width).pixels()).isEqualTo(expected);
  }

  /** Weighted sums of blocks of values that follow each other along one axis. */
  private static float[] mixed(float[] values, int source, int block, int target) {
    double scale = (double) source / target;
    double reach = Math.max(1, scale);
    float[] result = new float[target * block];
    for (int t = 0; t < target; t++) {
      double centre = (t + 0.5) * scale - 0.5;
      int first = Math.max(0, (int) Math.floor(centre - reach) + 1);
      int last = Math.min(source - 1, (int) Math.ceil(centre + reach) - 1);
      double sum = 0;
      for (int s = first; s <= last; s++) {
        sum += 1 - Math.abs(s - centre) / reach;
      }
      for (int b = 0; b < block; b++) {
        for (int s = first; s <= last; s++) {
          float weight = (float) (1 - Math.abs(s - centre) / reach) / (float) sum;
          result[t * block + b] += weight * values[s * block + b];
        }
      }
    }
    return result;
  }

  private static ImageSet grey(int height, int width, int... values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return new ImageSet(height, width, 1, 1, pixels, new int[] {0});
  }

  private static double mean(ImageSet images) {
    long sum = 0;
    for (byte pixel : images.pixels()) {
      sum += pixel & 0xFF;
    }
    return (double) sum / images.pixels().length;
  }
}
