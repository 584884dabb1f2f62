package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * Cycles between operations, in which the array stands still.
 *
 * @param operationCycles to start an operation
 * @param haloCycles to begin exchanging the border of a window between neighbouring tiles
 * @param haloBytesPerCycle rate of that exchange at one tile
 * @param joinCycles to bring two operands together
 */
public record Sequencer(
    double operationCycles, double haloCycles, double haloBytesPerCycle, double joinCycles)
    implements Serializable {}
