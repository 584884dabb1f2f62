package io.edgewise.sim;

import java.io.Serializable;
import java.util.function.ToDoubleFunction;

/**
 * The quantities of one network on one accelerator, one inference at batch 1, that reports, the
 * history, tables, rewards and objectives share. {@link Metric} lists and names them.
 *
 * @param latencyMillis from input on the host to output on the host, milliseconds
 * @param cycles compute cycles as the accelerator's compiler counts them: independent of clock,
 *     link and host
 * @param macs multiply-accumulate operations
 * @param parameters number of trained parameters
 * @param cachedParameterBytes parameter bytes that stay resident on the chip between inferences
 * @param streamedParameterBytes parameter bytes that cross the link at every inference
 * @param narrowMemoryBytesPerTile the largest activation footprint on one tile
 * @param energyMillijoules what an inference takes; NaN if the accelerator's file does not tell
 * @param macsPerLinkByte multiply-accumulate operations for each byte of streamed parameters, input
 *     and output: the arithmetic intensity of the roofline model (Williams, Waterman and Patterson,
 *     CACM 52(4), 2009) with the link as its memory; NaN in what was kept before it was counted
 */
public record Metrics(
    double latencyMillis,
    long cycles,
    long macs,
    long parameters,
    long cachedParameterBytes,
    long streamedParameterBytes,
    long narrowMemoryBytesPerTile,
    double energyMillijoules,
    double macsPerLinkByte)
    implements Serializable {

  /** The metrics of no network: 0, and NaN what need not be known. */
  public static final Metrics NONE = of(metric -> metric.isAlwaysKnown() ? 0 : Double.NaN);

  /** Metrics by name, for what reads them from somewhere; counts are cut to whole numbers. */
  public static Metrics of(ToDoubleFunction<Metric> values) {
    return new Metrics(
        values.applyAsDouble(Metric.LATENCY),
        (long) values.applyAsDouble(Metric.CYCLES),
        (long) values.applyAsDouble(Metric.MACS),
        (long) values.applyAsDouble(Metric.PARAMETERS),
        (long) values.applyAsDouble(Metric.CACHED_PARAMETERS),
        (long) values.applyAsDouble(Metric.STREAMED_PARAMETERS),
        (long) values.applyAsDouble(Metric.NARROW_MEMORY),
        values.applyAsDouble(Metric.ENERGY),
        values.applyAsDouble(Metric.ARITHMETIC_INTENSITY));
  }

  /** The same metrics but for one. */
  public Metrics with(Metric metric, double value) {
    return of(each -> each == metric ? value : each.of(this));
  }

  /** Parameter bytes on the device: resident and streamed. */
  public long parameterBytes() {
    return cachedParameterBytes + streamedParameterBytes;
  }

  /**
   * The share of the parameter bytes that stays resident, in [0, 1]; 1 for a network without
   * parameters.
   */
  public double residentShare() {
    long all = parameterBytes();
    return all == 0 ? 1.0 : (double) cachedParameterBytes / all;
  }
}
