package io.edgewise.search.fidelity;

import java.util.Arrays;
import java.util.List;

/**
 * The noise tells how much of what a training says is its seed: one-way analysis of variance with
 * networks as random effects. A search that chooses by trainings of which most is their seed
 * chooses by chance.
 *
 * @param deviation standard deviation between trainings of one network
 * @param share of the variance of a single training, networks and seeds together, in [0, 1]; NaN if
 *     nothing varies
 */
public record SeedNoise(double deviation, double share) {

  /**
   * Estimates the noise from trainings of several networks, each from at least two seeds.
   *
   * @param accuracies one array a network, all of one length
   * @throws IllegalArgumentException with fewer than two networks or two trainings of each
   */
  public static SeedNoise of(List<double[]> accuracies) {
    int repeats = accuracies.isEmpty() ? 0 : accuracies.get(0).length;
    if (accuracies.size() < 2
        || repeats < 2
        || accuracies.stream().anyMatch(a -> a.length != repeats)) {
      throw new IllegalArgumentException(
          "seed noise needs at least 2 networks and the same number of trainings of each, at least"
              + " 2");
    }
    double[] means =
        accuracies.stream().mapToDouble(a -> Arrays.stream(a).average().orElseThrow()).toArray();
    double within = accuracies.stream().mapToDouble(SeedNoise::variance).average().orElseThrow();
    // The mean of a network's trainings still holds its part of their noise.
    double between = Math.max(0, variance(means) - within / repeats);
    return new SeedNoise(Math.sqrt(within), within / (within + between));
  }

  /** The unbiased variance. */
  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
  }
}
