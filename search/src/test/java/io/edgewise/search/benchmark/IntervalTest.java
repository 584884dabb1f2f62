package io.edgewise.search.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void hundredNumbersByHand() {
    // Order statistics 40 and 60 of 100 (50 -+ 1.96 * 5).
    double[] values = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
    assertThat(Interval.of(values)).isEqualTo(new Interval(50.5, 41, 60));
  }

  @Test
  void oneNumberIsAllThereIs() {
    assertThat(Interval.of(new double[] {7})).isEqualTo(new Interval(7, 7, 7));
  }

  @Test
  void neverIsInfinite() {
    double never = Double.POSITIVE_INFINITY;
    assertThat(Interval.of(new double[] {3, never, never}).median()).isInfinite();
    assertThat(Interval.of(new double[] {3, 4, never}).median()).isEqualTo(4);
  }
}
