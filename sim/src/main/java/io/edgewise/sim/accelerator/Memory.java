package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * The on-chip memories hold activations and parameters.
 *
 * @param narrowBytesPerTile activation memory of one tile
 * @param narrowBytesPerCycle rate at which activations move in and out of it, at one tile, while
 *     the array waits
 * @param parameterBytes memory of the whole chip that keeps parameters between inferences
 * @param streamBufferBytes the part of it that is given up for double buffering as soon as any
 *     parameter has to stream
 */
public record Memory(
    long narrowBytesPerTile,
    double narrowBytesPerCycle,
    long parameterBytes,
    long streamBufferBytes)
    implements Serializable {}
