package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.proxy.Balance;
import io.edgewise.search.proxy.TrainingRecipe;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int SIDE = 16;

  private static TrainingRecipe recipe(boolean augment, double cutout) {
    return new TrainingRecipe(1, 1, 1, 0, augment, cutout, 1, 1, Balance.NONE);
  }

  /** One channel of 1, 2, 3, ... so that every pixel tells where it was. */
  private static float[] numbered() {
    float[] image = new float[SIDE * SIDE];
    for (int i = 0; i < image.length; i++) {
      image[i] = i + 1;
    }
    return image;
  }

  private static float[] variant(Augmentation augmentation) {
    float[] target = new float[SIDE * SIDE];
    augmentation.apply(numbered(), target, SIDE, 1);
    return target;
  }

  @Test
  void sameSeedSameVariants() {
    Augmentation first = new Augmentation(recipe(true, 0.5), 3);
    Augmentation second = new Augmentation(recipe(true, 0.5), 3);

    for (int i = 0; i < 10; i++) {
      assertThat(variant(first)).isEqualTo(variant(second));
    }
  }

  @Test
  @DisplayName("shifts by at most an eighth; what moves in is 0; both directions occur")
  void flipsAndShifts() {
    Augmentation augmentation = new Augmentation(recipe(true, 0), 1);
    int mirrored = 0;
    for (int i = 0; i < 200; i++) {
      float[] image = variant(augmentation);
      int middle = 8 * SIDE + 8;
      boolean mirror = image[middle + 1] < image[middle];
      mirrored += mirror ? 1 : 0;
      int from = Math.round(image[middle]) - 1;
      int column = mirror ? SIDE - 1 - from % SIDE : from % SIDE;
      assertThat(Math.abs(8 - from / SIDE)).isLessThanOrEqualTo(SIDE / 8);
      assertThat(Math.abs(8 - column)).isLessThanOrEqualTo(SIDE / 8);
    }
    assertThat(mirrored).isBetween(70, 130);
  }

  @Test
  @DisplayName("cutout blanks one square of at most the given side and touches nothing else")
  void cutsOutASquare() {
    Augmentation augmentation = new Augmentation(recipe(false, 0.25), 1);
    for (int i = 0; i < 200; i++) {
      float[] image = variant(augmentation);
      int[] blank = IntStream.range(0, image.length).filter(p -> image[p] == 0).toArray();
      int rows = (int) Arrays.stream(blank).map(p -> p / SIDE).distinct().count();
      int columns = (int) Arrays.stream(blank).map(p -> p % SIDE).distinct().count();
      assertThat(rows).isBetween(1, 4);
      assertThat(columns).isBetween(1, 4);
      assertThat(blank).hasSize(rows * columns);
      IntStream.range(0, image.length)
          .filter(p -> image[p] != 0)
          .forEach(p -> assertThat(image[p]).isEqualTo(p + 1));
    }
  }
}
