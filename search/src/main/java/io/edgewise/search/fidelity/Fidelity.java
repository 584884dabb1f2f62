package io.edgewise.search.fidelity;

import io.edgewise.search.fidelity.RankCorrelation.Kind;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A fidelity tells how well a measure ranks networks: all of them, and the best quarter, among
 * which a search has to choose in the end.
 *
 * @param topTau within the quarter (rounded up, at least 3) that is best in truth
 */
public record Fidelity(
    RankCorrelation tau, RankCorrelation rho, RankCorrelation topTau, RankCorrelation topRho) {

  private static final int SMALLEST_TOP = 3;

  /**
   * Holds a measure against the truth.
   *
   * @param measured one number a network, larger for what the measure holds better
   * @param truth one number a network
   * @throws IllegalArgumentException with fewer than 3 networks
   */
  public static Fidelity of(double[] measured, double[] truth, long seed) {
    if (measured.length != truth.length || truth.length < SMALLEST_TOP) {
      throw new IllegalArgumentException(
          measured.length
              + " measured networks against "
              + truth.length
              + ": as many, and at least 3, are needed");
    }
    int[] top = best(truth, Math.max(SMALLEST_TOP, (truth.length + 3) / 4));
    double[] topMeasured = RankCorrelation.select(measured, top);
    double[] topTruth = RankCorrelation.select(truth, top);
    return new Fidelity(
        RankCorrelation.of(Kind.KENDALL, measured, truth, seed),
        RankCorrelation.of(Kind.SPEARMAN, measured, truth, seed),
        RankCorrelation.of(Kind.KENDALL, topMeasured, topTruth, seed),
        RankCorrelation.of(Kind.SPEARMAN, topMeasured, topTruth, seed));
  }

  private static int[] best(double[] truth, int count) {
    return IntStream.range(0, truth.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -truth[i]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
