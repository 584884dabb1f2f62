package io.edgewise.sim.accelerator;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An uncertainty says how far predictions were from measured networks that they had not been fitted
 * to: split conformal prediction with the absolute log error as its score (Lei et al.,
 * "Distribution-free predictive inference for regression", JASA 113, 2018). It holds for networks
 * and setups like those.
 *
 * @param factors element i: (i + 1) tenths of the measured latencies lie between the prediction
 *     divided by it and the prediction times it; 9 rising numbers from 1, or none if nothing is
 *     known
 */
public record Uncertainty(List<Double> factors) implements Serializable {

  /** The uncertainty of an accelerator whose file does not tell it. */
  public static final Uncertainty UNKNOWN = new Uncertainty(List.of());

  /** The number of factors: one for each tenth but the last. */
  public static final int TENTHS = 9;

  /** The largest confidence that is told. */
  public static final double LARGEST = 0.9;

  /**
   * An interval in which a latency is expected, milliseconds.
   *
   * @param confidence the share of measured latencies that lie in their intervals
   */
  public record Interval(double low, double high, double confidence) {}

  public Uncertainty {
    factors = List.copyOf(factors);
  }

  /**
   * The uncertainty that pairs of a prediction and a measurement show; {@link #UNKNOWN} of fewer
   * than 9 pairs, of which none could be the one of ten that lies outside.
   *
   * @param predicted predictions of networks that were not fitted, ms
   */
  public static Uncertainty of(double[] predicted, double[] measured) {
    int rows = predicted.length;
    if (rows < TENTHS) {
      return UNKNOWN;
    }
    double[] errors =
        IntStream.range(0, rows)
            .mapToDouble(i -> Math.abs(Math.log(measured[i] / predicted[i])))
            .sorted()
            .toArray();
    return new Uncertainty(
        IntStream.rangeClosed(1, TENTHS)
            .mapToObj(tenths -> Math.exp(errors[(tenths * (rows + 1) + 9) / 10 - 1]))
            .toList());
  }

  /** Returns whether the accelerator's file tells it. */
  public boolean isKnown() {
    return !factors.isEmpty();
  }

  /**
   * The factor at a confidence, linear between the tenths; 1 at no confidence.
   *
   * @param confidence in [0, 0.9]
   * @throws IllegalArgumentException if it is outside, or the uncertainty is not known
   */
  public double factor(double confidence) {
    if (!isKnown() || !(confidence >= 0 && confidence <= LARGEST)) {
      throw new IllegalArgumentException(
          "a confidence of " + confidence + " of " + factors.size() + " factors");
    }
    double[] all = new double[TENTHS + 1];
    Arrays.setAll(all, i -> i == 0 ? 1.0 : factors.get(i - 1));
    double tenths = Math.min(TENTHS, confidence * (TENTHS + 1));
    int below = (int) Math.min(TENTHS - 1.0, Math.floor(tenths));
    return all[below] + (tenths - below) * (all[below + 1] - all[below]);
  }

  /** The interval around a predicted latency. */
  public Interval around(double millis, double confidence) {
    double factor = factor(confidence);
    return new Interval(millis / factor, millis * factor, confidence);
  }
}
