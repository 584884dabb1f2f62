package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * The way between host and chip.
 *
 * @param parameterBytesPerSecond rate at which parameters that are not resident stream in
 * @param inputBytesPerSecond rate of the network's input
 * @param outputBytesPerSecond rate of its output
 */
public record Link(
    double parameterBytesPerSecond, double inputBytesPerSecond, double outputBytesPerSecond)
    implements Serializable {

  /** The link of a processor, which has its data at hand. */
  public static final Link NONE =
      new Link(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
}
