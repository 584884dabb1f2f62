package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * The way between host and chip.
 *
 * @param parameterBytesPerSecond rate at which parameters that are not resident stream in
 * @param chunkBytes the piece in which they arrive
 * @param inputBytesPerSecond rate of the network's input
 * @param outputBytesPerSecond rate of its output
 */
public record Link(
    double parameterBytesPerSecond,
    long chunkBytes,
    double inputBytesPerSecond,
    double outputBytesPerSecond)
    implements Serializable {}
