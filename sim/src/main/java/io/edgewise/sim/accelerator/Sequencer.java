package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * Cycles between operations, in which the array stands still.
 *
 * @param operationCycles to start an operation
 * @param haloCycles to exchange the border of a window between neighbouring tiles
 * @param joinCycles to bring two operands together
 * @param poolCycles to set up a pooling window
 */
public record Sequencer(
    double operationCycles, double haloCycles, double joinCycles, double poolCycles)
    implements Serializable {}
