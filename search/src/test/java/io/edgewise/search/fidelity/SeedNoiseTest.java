package io.edgewise.search.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SeedNoiseTest {

  /**
   * Trainings 1 and 3, 5 and 7: each pair has variance 2; the means 2 and 6 have variance 8, of
   * which 2 / 2 = 1 is noise. 2 of 2 + 7 is the seeds'.
   */
  @Test
  @DisplayName("worked by hand: two networks, two trainings of each")
  void byHand() {
    SeedNoise noise = SeedNoise.of(List.of(new double[] {1, 3}, new double[] {5, 7}));

    assertThat(noise.deviation()).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(noise.share()).isCloseTo(2.0 / 9, within(1e-12));
  }

  @ParameterizedTest(name = "noise {0}, networks {1}")
  @CsvSource({"0, 1, 0", "1, 0, 1", "1, 1, 0.5", "2, 1, 0.8"})
  @DisplayName("finds the share that the trainings were made with")
  void recovers(double noise, double spread, double share) {
    SplittableRandom random = new SplittableRandom(5);
    List<double[]> accuracies =
        IntStream.range(0, 4000)
            .mapToObj(
                i -> {
                  double worth = spread * random.nextGaussian();
                  return random.doubles(3).map(x -> worth + noise * Math.sqrt(12) * x).toArray();
                })
            .toList();

    SeedNoise found = SeedNoise.of(accuracies);

    assertThat(found.deviation()).isCloseTo(noise, within(0.05));
    assertThat(found.share()).isCloseTo(share, within(0.05));
  }

  @Test
  @DisplayName("where nothing varies there is no share")
  void constant() {
    assertThat(SeedNoise.of(List.of(new double[] {1, 1}, new double[] {1, 1})).share()).isNaN();
  }

  @ParameterizedTest
  @MethodSource("tooFew")
  void refusesTooFewTrainings(List<double[]> accuracies) {
    assertThatThrownBy(() -> SeedNoise.of(accuracies))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 networks and the same number of trainings of each");
  }

  static Stream<List<double[]>> tooFew() {
    return Stream.of(
        List.of(),
        List.of(new double[] {1, 2}),
        List.of(new double[] {1}, new double[] {2}),
        List.of(new double[] {1, 2}, new double[] {2}));
  }
}
