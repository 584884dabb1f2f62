package io.edgewise.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KneeTest {

  private static double[] point(double latency, double accuracy) {
    return new double[] {latency, accuracy};
  }

  @Test
  void byHand() {
    // From (1, 0.2) to (5, 0.6): at 2 ms a quarter of the time has bought three quarters of the
    // accuracy, at 3 ms half of it 90 %; the first is farther beyond the line.
    assertThat(Knee.of(List.of(point(1, 0.2), point(2, 0.5), point(3, 0.56), point(5, 0.6))))
        .hasValue(1);
  }

  @Test
  void theUnitsOfTheAxesDoNotMatter() {
    List<double[]> front =
        IntStream.rangeClosed(1, 20).mapToObj(i -> point(i, Math.log(i))).toList();
    List<double[]> inMicroseconds =
        front.stream().map(p -> point(1000 * p[0] + 7, 100 * p[1])).toList();
    assertThat(Knee.of(front)).isPresent().isEqualTo(Knee.of(inMicroseconds));
  }

  @Test
  void aFrontThatBendsTheOtherWayAndOneOfTwoPointsHaveNone() {
    assertThat(Knee.of(List.of(point(1, 0.2), point(2, 0.25), point(3, 0.6)))).isEmpty();
    assertThat(Knee.of(List.of(point(1, 0.2), point(2, 0.4), point(3, 0.6)))).isEmpty();
    assertThat(Knee.of(List.of(point(1, 0.2), point(2, 0.4)))).isEmpty();
    assertThat(Knee.of(List.of())).isEmpty();
  }
}
