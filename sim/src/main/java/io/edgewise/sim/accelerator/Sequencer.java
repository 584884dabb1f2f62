package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * Cycles between operations, in which the array stands still.
 *
 * @param operationCycles to start an operation
 * @param haloCycles to exchange the border of a window between neighbouring tiles
 * @param elementCycles to set up what reads element by element: a pooling window, or bringing a
 *     further operand beside the first
 */
public record Sequencer(double operationCycles, double haloCycles, double elementCycles)
    implements Serializable {}
