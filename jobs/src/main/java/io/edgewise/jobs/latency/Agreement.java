package io.edgewise.jobs.latency;

import io.edgewise.search.trial.Trial;
import io.edgewise.sim.accelerator.Uncertainty;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The agreement of a simulator with the device, over the networks that both have timed.
 *
 * @param compared the trials, in their order
 * @param factor within which nine of ten measured latencies lie of the simulated ones, as the
 *     accelerator's file says it
 * @param isStated whether the file says it
 */
public record Agreement(List<Trial> compared, double factor, boolean isStated) {

  /** A file that claims no interval is still taken for wrong when it is off by a fifth. */
  private static final double UNSTATED = 1.2;

  /** An agreement is broken where chance alone would so rarely leave as many outside. */
  private static final double RARE = 0.05;

  public Agreement {
    compared = List.copyOf(compared);
  }

  /** Compares the trials that have both latencies. */
  public static Agreement of(List<Trial> trials, Uncertainty uncertainty) {
    return new Agreement(
        trials.stream().filter(t -> t.timed().isPresent() && t.latency().isPresent()).toList(),
        uncertainty.isKnown() ? uncertainty.factor(Uncertainty.LARGEST) : UNSTATED,
        uncertainty.isKnown());
  }

  /** The measured latency of a compared trial by its simulated one. */
  public static double ratio(Trial trial) {
    return trial.timed().orElseThrow().medianMillis()
        / trial.latency().orElseThrow().latencyMillis();
  }

  /** Returns whether a measured latency lies outside the simulator's interval. */
  public boolean isOutside(Trial trial) {
    return Math.abs(Math.log(ratio(trial))) > Math.log(factor);
  }

  /** Counts the measured latencies outside the simulator's interval. */
  public int outside() {
    return (int) compared.stream().filter(this::isOutside).count();
  }

  /** The median of the ratios of measured by simulated latencies; NaN of none. */
  public double typicalRatio() {
    double[] sorted = ratios().sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : Math.sqrt(sorted[middle - 1] * sorted[middle]);
  }

  /** The mean deviation of the simulated latencies from the measured ones, as a share of these. */
  public double meanError() {
    return ratios().map(ratio -> Math.abs(1 / ratio - 1)).average().orElse(Double.NaN);
  }

  private DoubleStream ratios() {
    return compared.stream().mapToDouble(Agreement::ratio);
  }

  /**
   * Returns whether more latencies lie outside than the interval's one in ten explains by chance.
   */
  public boolean isBroken() {
    return tail(compared.size(), outside()) < RARE;
  }

  /** The chance that of so many at least {@code least} lie outside, one in ten doing so. */
  private static double tail(int all, int least) {
    double odds = Math.log((1 - Uncertainty.LARGEST) / Uncertainty.LARGEST);
    double term = all * Math.log(Uncertainty.LARGEST);
    double chance = 0;
    for (int k = 0; k <= all; k++) {
      chance += k >= least ? Math.exp(term) : 0;
      term += Math.log((double) (all - k) / (k + 1)) + odds;
    }
    return chance;
  }
}
