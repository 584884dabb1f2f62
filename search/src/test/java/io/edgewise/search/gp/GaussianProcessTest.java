package io.edgewise.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.controller.ToyTable;
import io.edgewise.search.controller.archive.Spellings;
import io.edgewise.search.gp.GaussianProcess.Data;
import io.edgewise.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianProcessTest {

  private static final Kernel KERNEL = new Kernel(0.2, 0.5, 0.5, 0.35, 0.1);
  private final SearchSpace space = ToyTable.space();
  private final Prior prior = new Prior(new Likeness(space), 1, 0.3);

  @Test
  void oneObservationByHand() {
    // k(x, x) = 0.3 + 0.5 + 0.5 for a network of mean size; the mean shrinks by k / (k + noise).
    Network network = new Network(new int[] {0, 0, 1, 0, 0, 0, -1}, new double[3]);
    GaussianProcess process =
        GaussianProcess.fit(
            prior, KERNEL, new Data(List.of(network), new double[] {2}, new double[] {1}));
    double[] covariances = process.covariances(network);
    assertThat(covariances).containsExactly(new double[] {1.3}, within(1e-12));
    assertThat(process.mean(network, covariances)).isCloseTo(2 * 1.3 / 1.4, within(1e-12));
    process.whiten(covariances);
    double variance = process.priorVariance(network) - covariances[0] * covariances[0];
    assertThat(variance).isCloseTo(1.3 - 1.3 * 1.3 / 1.4, within(1e-12));
  }

  @Test
  void withoutObservationsTheNetworkOfMoreMacsIsExpectedToBeBetter() {
    GaussianProcess process =
        GaussianProcess.fit(prior, KERNEL, new Data(List.of(), new double[0], new double[0]));
    Network large = new Network(new int[] {0, 0, 1, 0, 0, 0, -1}, new double[] {2, 1, 0});
    assertThat(process.mean(large, process.covariances(large))).isCloseTo(0.3 * 1, within(1e-12));
  }

  @Test
  void trustDividesTheNoise() {
    Network network = new Network(new int[] {0, 0, 1, 0, 0, 0, -1}, new double[3]);
    Data doubted = new Data(List.of(network), new double[] {2}, new double[] {0.1});
    GaussianProcess process = GaussianProcess.fit(prior, KERNEL, doubted);
    assertThat(process.mean(network, process.covariances(network)))
        .isCloseTo(2 * 1.3 / 2.3, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void pickingIsConditioningOnThePicksMean(long seed) {
    List<Network> networks = networks(seed, 40);
    double[] scores = new SplittableRandom(seed).doubles(20, -2, 2).toArray();
    Data data = new Data(networks.subList(0, 20), scores, ones(20));
    GaussianProcess process = GaussianProcess.fit(prior, KERNEL, data);
    List<Network> candidates = networks.subList(20, 40);
    Shortlist shortlist = new Shortlist(process, candidates, 3);
    shortlist.pick(4, 0);
    shortlist.pick(9, 1);

    List<Network> seen = new ArrayList<>(networks.subList(0, 20));
    seen.add(candidates.get(4));
    seen.add(candidates.get(9));
    double[] with = Arrays.copyOf(scores, 22);
    with[20] = shortlist.mean(4);
    with[21] = shortlist.mean(9);
    GaussianProcess refitted = GaussianProcess.fit(prior, KERNEL, new Data(seen, with, ones(22)));
    Shortlist oracle = new Shortlist(refitted, candidates, 0);
    for (int i = 0; i < candidates.size(); i++) {
      assertThat(shortlist.mean(i)).isCloseTo(oracle.mean(i), within(1e-8));
      assertThat(shortlist.deviation(i)).isCloseTo(oracle.deviation(i), within(1e-7));
    }
  }

  @Test
  void theFittedKernelIsNoWorseThanThePrior() {
    List<Network> networks = networks(5, 60);
    double[] scores =
        networks.stream().mapToDouble(n -> n.spelling()[0] - 1.5 + 0.2 * n.spelling()[1]).toArray();
    Data data = new Data(networks, scores, ones(60));
    Kernel fitted = KernelFit.of(prior, data);
    assertThat(density(fitted, data)).isGreaterThan(density(Kernel.PRIOR, data) + 1);
    assertThat(fitted.noise()).isLessThan(Kernel.PRIOR.noise());
  }

  private double density(Kernel kernel, Data data) {
    return GaussianProcess.fit(prior, kernel, data).logLikelihood() + kernel.logPrior();
  }

  private List<Network> networks(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    Spellings spellings = new Spellings(space);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Network(spellings.of(space.sample(random)), random.doubles(3, -1, 1).toArray()))
        .toList();
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
