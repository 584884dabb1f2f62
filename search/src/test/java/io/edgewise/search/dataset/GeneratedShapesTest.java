package io.edgewise.search.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class GeneratedShapesTest {

  private static final GeneratedShapes SHAPES = new GeneratedShapes(1);

  @Test
  void everyPrefixIsBalancedAndOfOneSize() {
    ImageSet images = SHAPES.training(25);
    assertThat(images.height()).isEqualTo(32);
    assertThat(images.width()).isEqualTo(32);
    assertThat(images.channels()).isEqualTo(3);
    assertThat(images.classCounts()).containsExactly(3, 3, 3, 3, 3, 2, 2, 2, 2, 2);
  }

  @Test
  void anImageDoesNotDependOnHowManyAreMade() {
    byte[] few = SHAPES.training(7).pixels();
    byte[] many = SHAPES.training(40).pixels();
    assertThat(Arrays.copyOf(many, few.length)).isEqualTo(few);
  }

  @Test
  void seedsAndPartsShareNoImage() {
    assertThat(SHAPES.training(1).pixels())
        .isNotEqualTo(SHAPES.test(1).pixels())
        .isNotEqualTo(new GeneratedShapes(2).training(1).pixels());
  }

  /** Histories made on one machine are continued on another: the pixels may never change. */
  @Test
  void pixelsAreTheSameOnEveryMachine() {
    CRC32 crc = new CRC32();
    crc.update(SHAPES.training(200).pixels());
    assertThat(crc.getValue()).isEqualTo(3721560696L);
  }

  /**
   * A linear model must not do, or no network would have to be searched for; features of one layer
   * must do better, or none would be found. Chance is 0.1, with a standard error of 0.007.
   */
  @Test
  void aLinearModelLearnsLittleAndOneLayerOfConvolutionMore() {
    ImageSet training = SHAPES.training(3000);
    ImageSet test = SHAPES.test(2000);
    float[][] pixels = centred(training);
    SoftmaxRegression linear =
        SoftmaxRegression.train(pixels, labels(training), 10, 12, 0.01f, 0.3f);
    assertThat(linear.accuracy(pixels, labels(training))).as("what it fits").isGreaterThan(0.3);
    double linearAccuracy = linear.accuracy(centred(test), labels(test));
    assertThat(linearAccuracy).isGreaterThan(0.12).isLessThan(0.45);

    RandomConvolution local = new RandomConvolution(training);
    float[][] features = local.features(training);
    float[][] testFeatures = local.features(test);
    standardise(features, testFeatures);
    SoftmaxRegression onFeatures =
        SoftmaxRegression.train(features, labels(training), 10, 60, 0.05f, 1e-3f);
    assertThat(onFeatures.accuracy(testFeatures, labels(test)))
        .isBetween(linearAccuracy + 0.1, 0.8);
  }

  /** Shifts and scales each feature to mean 0 and variance 1 on the first set. */
  private static void standardise(float[][] features, float[][] others) {
    for (int f = 0; f < features[0].length; f++) {
      int column = f;
      double mean = Arrays.stream(features).mapToDouble(x -> x[column]).average().orElseThrow();
      double variance =
          Arrays.stream(features)
              .mapToDouble(x -> (x[column] - mean) * (x[column] - mean))
              .average()
              .orElseThrow();
      for (float[][] set : new float[][][] {features, others}) {
        for (float[] x : set) {
          x[f] = (float) ((x[f] - mean) / Math.sqrt(variance + 1e-9));
        }
      }
    }
  }

  private static int[] labels(ImageSet images) {
    return IntStream.range(0, images.size()).map(images::label).toArray();
  }

  private static float[][] centred(ImageSet images) {
    float[][] result = new float[images.size()][images.imageBytes()];
    byte[] pixels = new byte[images.imageBytes()];
    for (int i = 0; i < result.length; i++) {
      images.image(i, pixels);
      for (int p = 0; p < pixels.length; p++) {
        result[i][p] = ((pixels[p] & 0xFF) - 127) / 128f;
      }
    }
    return result;
  }

  /**
   * One layer of convolution whose filters are patches of the training images with their mean taken
   * out, rectified and averaged over the image: features that know textures and not places.
   */
  private static final class RandomConvolution {
    private static final int FILTERS = 48;
    private static final int KERNEL = 5;
    private static final int STRIDE = 3;

    private final float[][] filters = new float[FILTERS][];

    RandomConvolution(ImageSet images) {
      SplittableRandom random = new SplittableRandom(3);
      for (int f = 0; f < FILTERS; f++) {
        int limit = images.height() - KERNEL;
        filters[f] =
            patch(
                images,
                random.nextInt(images.size()),
                random.nextInt(limit / 4, limit * 3 / 4),
                random.nextInt(limit / 4, limit * 3 / 4));
      }
    }

    float[][] features(ImageSet images) {
      float[][] result = new float[images.size()][2 * FILTERS];
      for (int i = 0; i < result.length; i++) {
        for (int row = 0; row <= images.height() - KERNEL; row += STRIDE) {
          for (int column = 0; column <= images.width() - KERNEL; column += STRIDE) {
            respond(patch(images, i, row, column), result[i]);
          }
        }
      }
      return result;
    }

    private void respond(float[] patch, float[] sums) {
      for (int f = 0; f < FILTERS; f++) {
        float dot = 0;
        for (int p = 0; p < patch.length; p++) {
          dot += patch[p] * filters[f][p];
        }
        sums[f] += Math.max(0, Math.abs(dot) - 0.5f) / 5;
        sums[FILTERS + f] += Math.max(0, Math.abs(dot) - 0.7f) / 5;
      }
    }

    /** A patch of unit length, its mean taken out colour by colour. */
    private static float[] patch(ImageSet images, int image, int row, int column) {
      int channels = images.channels();
      float[] patch = new float[KERNEL * KERNEL * channels];
      float[] mean = new float[channels];
      byte[] pixels = new byte[images.imageBytes()];
      images.image(image, pixels);
      for (int p = 0; p < patch.length; p++) {
        int y = row + p / channels / KERNEL;
        int x = column + p / channels % KERNEL;
        int at = (y * images.width() + x) * channels + p % channels;
        patch[p] = pixels[at] & 0xFF;
        mean[p % channels] += patch[p] / (KERNEL * KERNEL);
      }
      double square = 1e-6;
      for (int p = 0; p < patch.length; p++) {
        patch[p] -= mean[p % channels];
        square += patch[p] * patch[p];
      }
      float length = (float) Math.sqrt(square);
      for (int p = 0; p < patch.length; p++) {
        patch[p] /= length;
      }
      return patch;
    }
  }
}
