package io.edgewise.jobs.page;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.ComputeArray;
import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.accelerator.TileArray;

/**
 * A roofline is the most that an accelerator can do: a network of so many operations for each byte
 * that crosses the link reaches at most {@code min(peak, intensity * bandwidth)} (Williams,
 * Waterman and Patterson, CACM 52(4), 2009, with the link as the memory).
 *
 * @param peakMacsPerSecond of all elements at work in every cycle
 * @param linkBytesPerSecond rate at which parameters stream in
 */
record Roofline(double peakMacsPerSecond, double linkBytesPerSecond) {

  static Roofline of(AcceleratorSpec accelerator) {
    return new Roofline(
        accelerator.chip().clockHertz() * macsPerCycle(accelerator.chip().array()),
        accelerator.link().parameterBytesPerSecond());
  }

  private static double macsPerCycle(ComputeArray array) {
    if (array instanceof TileArray tiles) {
      return tiles.cells() * tiles.rates().cellMacs();
    }
    SystolicArray systolic = (SystolicArray) array;
    return (double) systolic.rows() * systolic.columns();
  }
}
