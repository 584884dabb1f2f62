package io.edgewise.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.jobs.plan.Distribution.Bin;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

  /** The sample is 1, 2, 3 and 10: a half does not exceed 2, and three in four do not exceed 3. */
  @Test
  void quantilesAreValuesOfTheSample() {
    Distribution values = Distribution.of(DoubleStream.of(3, 10, 1, 2));
    assertThat(values.quantile(0.5)).isEqualTo(2);
    assertThat(values.quantile(0.75)).isEqualTo(3);
    assertThat(values.quantile(0)).isEqualTo(values.least()).isEqualTo(1);
    assertThat(values.quantile(1)).isEqualTo(values.largest()).isEqualTo(10);
    assertThat(values.mean()).isEqualTo(4);
    assertThat(values.shareUpTo(2)).isEqualTo(0.5);
  }

  /** 1 to 95 fill the first five bins of width 94 / 5; the largest twentieth is far away. */
  @Test
  void theLargestTwentiethSharesABinHoweverFarItReaches() {
    Distribution values =
        Distribution.of(IntStream.rangeClosed(1, 100).mapToDouble(i -> i <= 95 ? i : 1000 * i));
    assertThat(values.bins(6)).extracting(Bin::count).containsExactly(19L, 19L, 19L, 19L, 18L, 6L);
    assertThat(values.bins(6).get(5).from()).isCloseTo(95, within(1e-9));
    assertThat(values.bins(6).get(5).to()).isEqualTo(100_000);
  }

  @Test
  void equalValuesAreOneBin() {
    assertThat(Distribution.of(DoubleStream.of(2, 2, 2)).bins(8)).containsExactly(new Bin(2, 2, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 19, 20, 21, 1000})
  void everyValueIsInOneBin(int size) {
    SplittableRandom random = new SplittableRandom(size);
    Distribution values = Distribution.of(random.doubles(size).map(x -> Math.exp(9 * x)));
    assertThat(values.bins(8).stream().mapToLong(Bin::count).sum()).isEqualTo(size);
    assertThat(values.bins(8))
        .allSatisfy(bin -> assertThat(bin.to()).isGreaterThanOrEqualTo(bin.from()));
  }

  @Test
  void noValuesHaveNoDistribution() {
    assertThatThrownBy(() -> Distribution.of(DoubleStream.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a distribution of no values");
  }
}
