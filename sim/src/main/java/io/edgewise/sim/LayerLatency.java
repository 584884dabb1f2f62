package io.edgewise.sim;

import io.edgewise.sim.placement.Judgement;
import java.io.Serializable;

/**
 * Where one layer's time goes; also the transfer of input or output, or the host's part.
 *
 * @param name the layer's name in its graph, unique there
 * @param operator the operator's short name, such as {@code conv 3x3}
 * @param cycles compute cycles as the accelerator's compiler counts them
 * @param time the layer's share of the latency, stalls and per-operation cost included
 * @param macs multiply-accumulate operations of one inference
 * @param parameterBytes bytes of the layer's parameters as they lie on the device
 * @param streamedParameterBytes the part of them that crosses the link at every inference
 * @param fetches how often that part crosses it in one inference: again for each slab of
 *     activations that do not fit narrow memory; 1 if nothing streams
 * @param placement who runs the layer, and why
 */
public record LayerLatency(
    String name,
    String operator,
    long cycles,
    Breakdown time,
    long macs,
    long parameterBytes,
    long streamedParameterBytes,
    int fetches,
    Judgement placement)
    implements Serializable {

  /** The layer's share of the latency, ms. */
  public double millis() {
    return time.total();
  }

  /** What the layer waits for most. */
  public Bottleneck bottleneck() {
    return time.largest();
  }
}
