package io.edgewise.sim;

import java.io.Serializable;

/**
 * Where one layer's time goes.
 *
 * @param name the layer's name in its graph, unique there
 * @param operator the operator's short name, such as {@code conv 3x3}
 * @param cycles accelerator cycles the layer is busy or stalled for
 * @param millis the layer's share of the latency, stalls and per-operation cost included
 * @param macs multiply-accumulate operations of one inference
 * @param parameterBytes bytes of the layer's parameters as they lie on the device
 * @param streamedParameterBytes the part of them that crosses the link at every inference
 */
public record LayerLatency(
    String name,
    String operator,
    long cycles,
    double millis,
    long macs,
    long parameterBytes,
    long streamedParameterBytes,
    Bottleneck bottleneck)
    implements Serializable {}
