package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * Cycles between operations, in which the array stands still. Where they are what instructions take
 * to come over the link, a slower link makes them longer, and a slower clock does not.
 *
 * @param operationCycles to start an operation
 * @param haloCycles to exchange the border of a window between neighbouring tiles
 * @param elementCycles to set up what reads element by element: a pooling window, or bringing a
 *     further operand beside the first
 * @param instructionBytesPerCycle bytes of instructions that one of these cycles stands for; 0 if
 *     they are cycles of the clock, whatever the link
 */
public record Sequencer(
    double operationCycles,
    double haloCycles,
    double elementCycles,
    double instructionBytesPerCycle)
    implements Serializable {}
