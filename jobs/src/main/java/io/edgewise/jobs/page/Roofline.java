package io.edgewise.jobs.page;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.ComputeArray;
import io.edgewise.sim.accelerator.Link;
import io.edgewise.sim.accelerator.TileArray;

/**
 * A roofline is the most that an accelerator can do: a network of so many operations for each byte
 * that crosses the link reaches at most {@code min(peak, intensity * bandwidth)} (Williams,
 * Waterman and Patterson, CACM 52(4), 2009, with the link as the memory).
 *
 * @param peakMacsPerSecond of all elements at work in every cycle
 * @param linkBytesPerSecond rate at which parameters stream in; the peak of a processor, which no
 *     link keeps from it
 */
record Roofline(double peakMacsPerSecond, double linkBytesPerSecond) {

  static Roofline of(AcceleratorSpec accelerator) {
    double peak = accelerator.chip().clockHertz() * macsPerCycle(accelerator.chip().array());
    boolean linked = !accelerator.link().equals(Link.NONE);
    return new Roofline(peak, linked ? accelerator.link().parameterBytesPerSecond() : peak);
  }

  private static double macsPerCycle(ComputeArray array) {
    if (array instanceof TileArray tiles) {
      return tiles.cells() * tiles.rates().cellMacs();
    }
    return array.peakMacsPerCycle();
  }
}
