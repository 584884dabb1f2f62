package io.edgewise.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparklineTest {

  @Test
  void drawsTheLowestAsTheLowestBarAndTheHighestAsTheHighest() {
    assertThat(Sparkline.of(List.of(0.0, 7.0, 3.0), 10)).isEqualTo("▁█▄");
  }

  @Test
  void leavesAGapWhereThereIsNoNumber() {
    assertThat(Sparkline.of(List.of(1.0, Double.NaN, Double.POSITIVE_INFINITY, 2.0), 10))
        .isEqualTo("▁  █");
  }

  @Test
  void drawsEqualNumbersAlikeAndNoneAsNothing() {
    assertThat(Sparkline.of(List.of(0.5, 0.5), 10)).isEqualTo("██");
    assertThat(Sparkline.of(List.of(), 10)).isEmpty();
  }

  @Test
  void hasNoMoreBarsThanColumnsAndLosesNoPeak() {
    List<Double> numbers = IntStream.range(0, 101).mapToObj(i -> i == 37 ? 1.0 : 0.0).toList();

    assertThat(Sparkline.of(numbers, 20)).hasSize(20).containsOnlyOnce("█");
  }
}
