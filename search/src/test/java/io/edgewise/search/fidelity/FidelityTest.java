package io.edgewise.search.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.fidelity.RankCorrelation.Kind;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FidelityTest {

  /**
   * One of the six pairs of 1 2 3 4 against 1 3 2 4 is discordant: tau = (5 - 1) / 6. The squared
   * differences of the ranks are 0 1 1 0: rho = 1 - 6 * 2 / (4 * 15) = 0.8.
   */
  @Test
  @DisplayName("worked by hand: four networks, two of them swapped")
  void correlations() {
    double[] truth = {1, 2, 3, 4};
    double[] measured = {1, 3, 2, 4};

    assertThat(RankCorrelation.of(Kind.KENDALL, measured, truth, 1).value())
        .isCloseTo(4.0 / 6, within(1e-12));
    assertThat(RankCorrelation.of(Kind.SPEARMAN, measured, truth, 1).value())
        .isCloseTo(0.8, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @DisplayName("the interval holds the value, narrows with more networks, and comes from the seed")
  void intervals(long seed) {
    RankCorrelation few = noisy(12, seed);
    RankCorrelation many = noisy(200, seed);

    assertThat(few.value()).isBetween(few.low(), few.high());
    assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
    assertThat(noisy(12, seed)).isEqualTo(few);
  }

  private static RankCorrelation noisy(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] truth = random.doubles(count).toArray();
    double[] measured =
        IntStream.range(0, count).mapToDouble(i -> truth[i] + random.nextDouble()).toArray();
    return RankCorrelation.of(Kind.KENDALL, measured, truth, seed);
  }

  @Test
  @DisplayName("a measure that holds all networks equal ranks none of them")
  void constantMeasure() {
    RankCorrelation none =
        RankCorrelation.of(Kind.KENDALL, new double[] {1, 1, 1}, new double[] {1, 2, 3}, 1);

    assertThat(none.value()).isNaN();
    assertThat(none.low()).isNaN();
  }

  /** The best quarter of twelve in truth are 9, 10 and 11, which the measure has in reverse. */
  @Test
  void theBestQuarterIsThatOfTheTruth() {
    double[] truth = IntStream.range(0, 12).asDoubleStream().toArray();
    double[] measured = truth.clone();
    measured[9] = 11;
    measured[11] = 9;

    Fidelity fidelity = Fidelity.of(measured, truth, 1);

    assertThat(fidelity.topTau().value()).isEqualTo(-1);
    assertThat(fidelity.topRho().value()).isEqualTo(-1);
    assertThat(fidelity.tau().value()).isGreaterThan(0.9);
  }

  @Test
  void refusesTooFewNetworks() {
    assertThatThrownBy(() -> Fidelity.of(new double[2], new double[2], 1))
        .hasMessage("2 measured networks against 2: as many, and at least 3, are needed");
  }

  @Test
  @DisplayName("recommends the cheapest proxy above the limit, and never a score without training")
  void recommends() {
    List<Measure> measures =
        List.of(
            measure("long", true, 0.9, 0.5),
            measure("short", true, 0.7, 0.2),
            measure("shortest", true, 0.3, 0.1),
            measure("parameters", false, 0.95, 0));

    assertThat(Measure.cheapest(measures, 0.6)).map(Measure::name).hasValue("short");
    assertThat(Measure.cheapest(measures, 0.8)).map(Measure::name).hasValue("long");
    assertThat(Measure.cheapest(measures, 0.92)).isEmpty();
  }

  private static Measure measure(String name, boolean proxy, double tau, double cost) {
    RankCorrelation value = new RankCorrelation(tau, tau, tau);
    return new Measure(
        name, proxy, new Fidelity(value, value, value, value), cost, Optional.empty());
  }

  @Test
  @DisplayName(
      "a diverse sample differs in more decisions than a random one, and comes from the seed")
  void diverseSample() {
    SearchSpace space = SearchSpaceFile.find("efficientnet-edgetpu");

    List<Architecture> sample = DiverseSample.of(space, 8, new SplittableRandom(1));

    assertThat(sample).hasSize(8).doesNotHaveDuplicates();
    assertThat(DiverseSample.of(space, 8, new SplittableRandom(1))).isEqualTo(sample);
    SplittableRandom random = new SplittableRandom(2);
    List<Architecture> drawn = IntStream.range(0, 8).mapToObj(i -> space.sample(random)).toList();
    assertThat(closestPair(space, sample)).isGreaterThan(closestPair(space, drawn));
  }

  private static double closestPair(SearchSpace space, List<Architecture> networks) {
    double closest = Double.POSITIVE_INFINITY;
    for (Architecture a : networks) {
      for (Architecture b : networks) {
        if (a != b) {
          double[] x = space.encode(a);
          double[] y = space.encode(b);
          closest =
              Math.min(
                  closest,
                  IntStream.range(0, x.length).mapToDouble(i -> Math.abs(x[i] - y[i])).sum());
        }
      }
    }
    return closest;
  }
}
