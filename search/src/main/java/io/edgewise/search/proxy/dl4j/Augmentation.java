package io.edgewise.search.proxy.dl4j;

import java.util.SplittableRandom;

/**
 * Random flip and shift of one image after another.
 *
 * <p>An image is mirrored half of the time and moved by up to an eighth of its size in each
 * direction; what moves in is the mean, 0 after normalisation.
 */
final class Augmentation {
  private static final int SHIFT_PARTS = 8;

  private final SplittableRandom random;

  /** Draws from the stream of {@code seed}. */
  Augmentation(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Writes the next random variant of {@code source} (side x side x channels) to {@code target}.
   */
  void apply(float[] source, float[] target, int side, int channels) {
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
}
