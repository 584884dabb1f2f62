package io.edgewise.search.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The worked case has 30, 28 and 2 images of three classes:
 *
 * <pre>
 *              answered 0   1   2
 *   class 0          27   3   0
 *         1           7  21   0
 *         2           1   1   0
 * </pre>
 */
class ConfusionTest {

  private static final Confusion UNEVEN =
      new Confusion(new int[][] {{27, 3, 0}, {7, 21, 0}, {1, 1, 0}}, 60);

  /** 48 of 60 right; q = 50 / 64, and guessing class 0 gets 30 of 60. */
  @Test
  void top1IsTheShareThatIsRight() {
    Estimate top1 = UNEVEN.estimate(AccuracyMetric.TOP_1);

    assertThat(top1.value()).isEqualTo(0.8);
    assertThat(top1.standardError()).isCloseTo(Math.sqrt(0.78125 * 0.21875 / 64), within(1e-12));
    assertThat(top1.guessing()).isEqualTo(0.5);
    assertThat(top1.isNoBetterThanGuessing()).isFalse();
  }

  /** The mean of 27/30, 21/28 and 0/2; q = 29/34, 23/32 and 2/6. */
  @Test
  void balancedIsTheMeanOfTheClasses() {
    Estimate balanced = UNEVEN.estimate(AccuracyMetric.BALANCED);

    double variances =
        29. / 34 * (5. / 34) / 34 + 23. / 32 * (9. / 32) / 32 + 2. / 6 * (4. / 6) / 6;
    assertThat(balanced.value()).isCloseTo((0.9 + 0.75 + 0) / 3, within(1e-12));
    assertThat(balanced.standardError()).isCloseTo(Math.sqrt(variances) / 3, within(1e-12));
    assertThat(balanced.guessing()).isEqualTo(1.0 / 3);
    assertThat(balanced).isEqualTo(UNEVEN.answers().balanced());
  }

  /** F1 is 54/65, 42/53 and 0/2; guessing class 0 has F1 of 60/90 there and of 0 elsewhere. */
  @Test
  void macroF1IsTheMeanOfF1() {
    Estimate f1 = UNEVEN.estimate(AccuracyMetric.MACRO_F1);

    assertThat(f1.value()).isCloseTo((54. / 65 + 42. / 53) / 3, within(1e-12));
    assertThat(f1.guessing()).isCloseTo(2. / 9, within(1e-12));
  }

  /** The five most frequent classes have 90 of 30, 20, 15, 15, 10, 5 and 5 images. */
  @Test
  void top5GuessesTheFiveMostFrequent() {
    int[] images = {5, 30, 15, 20, 5, 10, 15};
    int[][] all = new int[7][7];
    IntStream.range(0, 7).forEach(label -> all[label][1] = images[label]);

    Estimate top5 = new Confusion(all, 92).estimate(AccuracyMetric.TOP_5);

    assertThat(top5.value()).isEqualTo(0.92);
    assertThat(top5.guessing()).isEqualTo(0.9);
    assertThat(top5.isNoBetterThanGuessing()).isTrue();
  }

  @Test
  void aClassWithoutImagesTakesNoPart() {
    Confusion two = new Confusion(new int[][] {{3, 1, 0}, {0, 4, 0}, {0, 0, 0}}, 8);

    assertThat(two.estimate(AccuracyMetric.BALANCED).value()).isEqualTo(0.875);
    assertThat(two.estimate(AccuracyMetric.BALANCED).guessing()).isEqualTo(0.5);
    assertThat(two.estimate(AccuracyMetric.MACRO_F1).value())
        .isCloseTo((6. / 7 + 8. / 9) / 2, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void whoAlwaysGuessesTheMostFrequentClassIsTold(AccuracyMetric metric) {
    Confusion guessing =
        new Confusion(
            new int[][] {
              {0, 9, 0, 0, 0, 0},
              {0, 20, 0, 0, 0, 0},
              {0, 8, 0, 0, 0, 0},
              {0, 9, 0, 0, 0, 0},
              {0, 9, 0, 0, 0, 0},
              {0, 9, 0, 0, 0, 0}
            },
            56);
    Estimate estimate = guessing.estimate(metric);

    assertThat(estimate.value()).isCloseTo(estimate.guessing(), within(1e-12));
    assertThat(estimate.isNoBetterThanGuessing()).isTrue();
  }

  /**
   * The oracle: networks that answer each image at random by fixed shares, counted 4,000 times over
   * images of 40, 30 and 20 by class; the spread of the values is what the error tells of each.
   */
  @ParameterizedTest
  @EnumSource
  void theErrorIsTheSpreadOverManyCounts(AccuracyMetric metric) {
    SplittableRandom random = new SplittableRandom(7);
    int[] images = {40, 30, 20};
    double[][] shares = {{0.7, 0.2, 0.1}, {0.3, 0.5, 0.2}, {0.2, 0.2, 0.6}};
    double[] values = new double[4000];
    double errors = 0;
    for (int i = 0; i < values.length; i++) {
      Estimate estimate = drawn(images, shares, random).estimate(metric);
      values[i] = estimate.value();
      errors += estimate.standardError() / values.length;
    }

    double mean = Arrays.stream(values).average().orElseThrow();
    double spread =
        Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    if (metric == AccuracyMetric.TOP_5) {
      assertThat(spread).isZero(); // Of three classes, all are among the first five.
    } else {
      assertThat(errors).isBetween(0.9 * spread, 1.15 * spread);
    }
  }

  private static Confusion drawn(int[] images, double[][] shares, SplittableRandom random) {
    int[][] counts = new int[3][3];
    for (int label = 0; label < 3; label++) {
      for (int i = 0; i < images[label]; i++) {
        double place = random.nextDouble();
        counts[label][place < shares[label][0] ? 0 : place < 1 - shares[label][2] ? 1 : 2]++;
      }
    }
    return new Confusion(counts, Arrays.stream(images).sum());
  }

  @Test
  void theConfusionOfUpToAHundredClassesIsKept() {
    assertThat(UNEVEN.answers())
        .isEqualTo(
            new Answers(
                List.of(30, 28, 2), List.of(27, 21, 0), List.of(27, 3, 0, 7, 21, 0, 1, 1, 0)));
    int[][] many = new int[101][101];
    many[100][100] = 3;
    Answers kept = new Confusion(many, 3).answers();
    assertThat(kept.confusion()).isEmpty();
    assertThat(kept.right().get(100)).isEqualTo(3);
  }

  @Test
  void anEstimateOfUnknownErrorSaysNothingOfGuessing() {
    assertThat(Estimate.of(0.1).isErrorKnown()).isFalse();
    assertThat(Estimate.of(0.1).isNoBetterThanGuessing()).isFalse();
  }

  @Test
  void refusesCountsThatAreNone() {
    assertThatThrownBy(() -> new Confusion(new int[][] {{1, 2}}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("counts of 1 classes are not square");
    assertThatThrownBy(() -> new Confusion(new int[][] {{1, 0}, {1, 0}}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "1 of 2 images right, 0 among five answers, 2 classes: allowed is at least one image"
                + " and two classes, and among five at least what is right");
    assertThatThrownBy(() -> new Answers(List.of(1, 1), List.of(1), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images of 2 classes, right answers of 1 and 0 counts of confusion do not fit");
  }
}
