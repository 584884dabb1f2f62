package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * On-chip memories.
 *
 * @param narrowBytesPerTile activation memory of one tile
 * @param parameterBytes memory of the whole chip that keeps parameters between inferences
 * @param streamBufferBytes the part of it that is given up for double buffering as soon as any
 *     parameter has to stream
 */
public record Memory(long narrowBytesPerTile, long parameterBytes, long streamBufferBytes)
    implements Serializable {}
