package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * The on-chip memories hold activations and parameters.
 *
 * @param narrowBytesPerTile activation memory of one tile
 * @param parameterBytes memory of the whole chip that keeps parameters between inferences
 * @param cellBytes the part of a cell in the memory that holds parameters: a dense layer's output
 *     lies in one cell and cannot be larger
 */
public record Memory(long narrowBytesPerTile, long parameterBytes, long cellBytes)
    implements Serializable {}
