package io.edgewise.sim;

import io.edgewise.sim.placement.Judgement;
import java.io.Serializable;

/**
 * A layer latency says where one layer's time goes; the transfer of input or output, and the host's
 * part, have one too.
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

  /** Returns what the layer waits for most. */
  public Bottleneck bottleneck() {
    return time.largest();
  }
}
