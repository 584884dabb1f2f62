package io.edgewise.sim.accelerator;

import java.io.Serializable;

/** The part of a chip that multiplies and adds. */
public sealed interface ComputeArray extends Serializable
    permits TileArray, SystolicArray, SimdProcessor {

  /** The multiply-accumulates of a cycle in which every element works. */
  double peakMacsPerCycle();
}
