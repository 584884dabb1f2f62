package io.edgewise.sim.workload;

import java.util.Optional;

/**
 * A standing is what a layer's file says that decides where the layer runs.
 *
 * @param eightBit whether its result is of 8-bit integers, as accelerators here compute with
 * @param hindrance what stands against an accelerator's running it; empty if nothing does
 */
public record Standing(boolean eightBit, Optional<Hindrance> hindrance) {

  /** The standing of a layer of 8-bit integers that nothing is said against. */
  public static final Standing QUANTISED = new Standing(true, Optional.empty());
}
