package io.edgewise.sim;

import java.io.Serializable;
import java.util.List;

/**
 * One network's latency on one accelerator, batch 1.
 *
 * @param network the graph's name
 * @param latencyMillis from input on the host to output on the host
 * @param cycles compute cycles as the accelerator's compiler counts them: independent of clock,
 *     link and host
 * @param macs multiply-accumulate operations
 * @param parameters number of trained parameters
 * @param cachedParameterBytes parameter bytes that stay resident on the chip between inferences
 * @param streamedParameterBytes parameter bytes that cross the link at every inference
 * @param narrowMemoryBytesPerTile the largest activation footprint on one tile
 * @param energyMillijoules what an inference takes; NaN if the accelerator's file does not tell
 * @param bottleneck what the network waits for most
 * @param layers one entry an operator that runs, in execution order (what a compiler folds into its
 *     neighbour has none), between the transfers of input and output, and the host; their times add
 *     up to the latency
 */
public record LatencyReport(
    String network,
    double latencyMillis,
    long cycles,
    long macs,
    long parameters,
    long cachedParameterBytes,
    long streamedParameterBytes,
    long narrowMemoryBytesPerTile,
    double energyMillijoules,
    Bottleneck bottleneck,
    List<LayerLatency> layers)
    implements Serializable {

  public LatencyReport {
    layers = List.copyOf(layers);
  }

  /** The latency, split by what was waited for; nothing in a report without layers. */
  public Breakdown breakdown() {
    Breakdown sum = Breakdown.NONE;
    for (LayerLatency layer : layers) {
      sum = sum.plus(layer.time());
    }
    return sum;
  }

  /** The same report without its layers, for where thousands are kept. */
  public LatencyReport withoutLayers() {
    return new LatencyReport(
        network,
        latencyMillis,
        cycles,
        macs,
        parameters,
        cachedParameterBytes,
        streamedParameterBytes,
        narrowMemoryBytesPerTile,
        energyMillijoules,
        bottleneck,
        List.of());
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
