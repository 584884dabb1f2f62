package io.edgewise.search.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A method chooses the part of a histogram that 256 integers stand for. */
class RangeMethodTest {

  /** 0 to 2048 in parts of one. */
  private static Histogram histogram(long... countsByBin) {
    long[] counts = new long[Histogram.BINS];
    for (int i = 0; i < countsByBin.length; i += 2) {
      counts[(int) countsByBin[i]] = countsByBin[i + 1];
    }
    return new Histogram(new Range(0, Histogram.BINS), counts);
  }

  @Test
  void aPartCountsWhatLiesInIt() {
    long[] counts = new long[4];

    Histogram.count(new float[] {0, 0.9f, 1, 3.5f, 4}, new Range(0, 4), counts);

    assertThat(counts).containsExactly(2, 1, 0, 2);
  }

  @Test
  void minmaxTakesAll() {
    assertThat(RangeMethod.MINMAX.of(histogram(0, 1, 2047, 1))).isEqualTo(new Range(0, 2048));
  }

  /**
   * One in a thousand of 10,000 values is 10, five at either end: the four outliers at the top go.
   */
  @Test
  void aPercentileLeavesOutliersOut() {
    Histogram histogram = histogram(3, 5, 100, 9991, 2047, 4);

    assertThat(RangeMethod.PERCENTILE_99_9.of(histogram)).isEqualTo(new Range(100, 101));
    assertThat(RangeMethod.PERCENTILE_99_99.of(histogram)).isEqualTo(new Range(3, 2048));
  }

  /** Half of the values are what a rectifier made zero: that end stays. */
  @Test
  void anEndWhereManyValuesAreEqualStays() {
    assertThat(RangeMethod.PERCENTILE_99_9.of(histogram(0, 5000, 50, 4999, 2047, 1)).min())
        .isZero();
  }

  /**
   * One outlier of a million at 2047 against values below 100: to saturate it costs 1947^2, 3.8
   * million; to keep it costs a million times (2048 / 255)^2 / 12, 5.4 million.
   */
  @Test
  void leastSquaresWeighsAnOutlierAgainstTheSteps() {
    Range range = RangeMethod.LEAST_SQUARES.of(histogram(10, 500_000, 99, 500_000, 2047, 1));

    assertThat(range.min()).isZero();
    assertThat(range.max()).isBetween(100.0, 1500.0);
    assertThat(RangeMethod.LEAST_SQUARES.of(histogram(10, 500, 99, 500, 2047, 500)).max())
        .isCloseTo(2048, within(41.0));
  }

  @Test
  void noRangeIsEmptyOrWiderThanTheValues() {
    Random random = new Random(5);
    for (int i = 0; i < 50; i++) {
      float[] values = new float[1000];
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) (Math.pow(random.nextGaussian(), 3) + i % 3);
      }
      Range all = Range.of(values);
      long[] counts = new long[Histogram.BINS];
      Histogram.count(values, all, counts);
      for (RangeMethod method : RangeMethod.values()) {
        Range range = method.of(new Histogram(all, counts));
        assertThat(range.max()).as("%s", method).isGreaterThan(range.min());
        assertThat(range.min()).isGreaterThanOrEqualTo(all.min());
        assertThat(range.max()).isLessThanOrEqualTo(all.max() + 1e-9);
      }
    }
  }
}
