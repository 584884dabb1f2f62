package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.proxy.TrainingRecipe;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random flip, shift and cutout of one image after another.
 *
 * <p>A flipped and shifted image is mirrored half of the time and moved by up to an eighth of its
 * size in each direction. Cutout blanks a square around a random position, which may reach over the
 * edge (DeVries and Taylor, arXiv 1708.04552). What moves in and what is blanked is the mean, 0
 * after normalisation.
 */
final class Augmentation {
  private static final int SHIFT_PARTS = 8;

  private final boolean flipAndShift;
  private final double cutout;
  private final SplittableRandom random;

  /** Augments as the recipe says, drawn from the stream of {@code seed}. */
  Augmentation(TrainingRecipe recipe, long seed) {
    this(recipe.augment(), recipe.cutout(), seed);
  }

  /**
   * Augments by what is drawn from the stream of {@code seed}.
   *
   * @param cutout side of the blanked square as a share of the image's; 0 for none
   */
  Augmentation(boolean flipAndShift, double cutout, long seed) {
    this.flipAndShift = flipAndShift;
    this.cutout = cutout;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Writes the next random variant of {@code source} (side x side x channels) to {@code target}.
   */
  void apply(float[] source, float[] target, int side, int channels) {
    if (flipAndShift) {
      flipAndShift(source, target, side, channels);
    } else {
      System.arraycopy(source, 0, target, 0, source.length);
    }
    if (cutout > 0) {
      cutOut(target, side, channels);
    }
  }

  private void flipAndShift(float[] source, float[] target, int side, int channels) {
    boolean mirror = random.nextBoolean();
    int reach = side / SHIFT_PARTS;
    int down = random.nextInt(-reach, reach + 1);
    int right = random.nextInt(-reach, reach + 1);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int fromY = y - down;
        int fromX = mirror ? side - 1 - (x - right) : x - right;
        boolean inside = fromY >= 0 && fromY < side && fromX >= 0 && fromX < side;
        for (int c = 0; c < channels; c++) {
          target[(y * side + x) * channels + c] =
              inside ? source[(fromY * side + fromX) * channels + c] : 0f;
        }
      }
    }
  }

  private void cutOut(float[] image, int side, int channels) {
    int square = (int) Math.round(cutout * side);
    int top = random.nextInt(side) - square / 2;
    int left = random.nextInt(side) - square / 2;
    int from = Math.max(left, 0);
    int to = Math.min(left + square, side);
    for (int y = Math.max(top, 0); y < Math.min(top + square, side); y++) {
      Arrays.fill(image, (y * side + from) * channels, (y * side + to) * channels, 0f);
    }
  }
}
