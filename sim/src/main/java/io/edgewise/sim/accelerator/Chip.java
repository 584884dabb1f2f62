package io.edgewise.sim.accelerator;

import java.io.Serializable;

/**
 * The accelerator itself.
 *
 * @param clockHertz core clock
 * @param array what computes
 * @param memory what it keeps on the chip
 * @param sequencer what it costs to start and to join operations
 */
public record Chip(double clockHertz, ComputeArray array, Memory memory, Sequencer sequencer)
    implements Serializable {

  /** The multiply-accumulates of a second in which every element works in every cycle. */
  public double peakMacsPerSecond() {
    return clockHertz * array.peakMacsPerCycle();
  }
}
