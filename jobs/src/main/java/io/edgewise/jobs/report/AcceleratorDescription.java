package io.edgewise.jobs.report;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.ComputeArray;
import io.edgewise.sim.accelerator.Energy;
import io.edgewise.sim.accelerator.Host;
import io.edgewise.sim.accelerator.Link;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.accelerator.SimdProcessor;
import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.accelerator.Uncertainty;
import java.util.List;
import java.util.Locale;

/**
 * The echo of what an accelerator's file describes, in the units in which data sheets are written.
 */
public final class AcceleratorDescription {

  /** A multiply-accumulate counts as two operations, as data sheets count. */
  private static final double OPERATIONS_A_MAC = 2;

  private AcceleratorDescription() {}

  /** The description, one part a line. */
  public static List<String> lines(AcceleratorSpec spec) {
    double clock = spec.chip().clockHertz();
    return List.of(
        text("%s: %s at %.0f MHz", spec.name(), array(spec.chip().array()), clock / 1e6),
        "  compute: " + compute(spec.chip().array(), clock),
        "  memory:  " + memory(spec.chip().memory()),
        "  link:    " + link(spec.link()),
        "  host:    " + host(spec.host()),
        "  energy:  " + energy(spec.energy()),
        "  error:   " + uncertainty(spec.uncertainty()));
  }

  /** The array in a few words, such as {@code 4x4 tiles of 64 cells}. */
  public static String array(ComputeArray array) {
    if (array instanceof TileArray tiles) {
      return text(
          "%dx%d tiles of %d cells", tiles.tileRows(), tiles.tileColumns(), tiles.cellsPerTile());
    }
    if (array instanceof SystolicArray systolic) {
      return systolic.rows()
          + "x"
          + systolic.columns()
          + " systolic "
          + systolic.dataflow().label();
    }
    int cores = ((SimdProcessor) array).cores();
    return cores == 1 ? "1 core" : cores + " cores";
  }

  private static String compute(ComputeArray array, double clock) {
    if (array instanceof TileArray tiles) {
      return text(
          "%,d cells of %d channels a word, at most %.2f TOPS; %.2f TOPS by its rate of convolutions",
          tiles.cells(),
          tiles.channelGroup(),
          tops(tiles.peakMacsPerCycle(), clock),
          tops(tiles.cells() * tiles.rates().cellMacs(), clock));
    }
    double macs = array.peakMacsPerCycle();
    if (array instanceof SystolicArray) {
      return text("%,.0f elements, at most %.2f TOPS", macs, tops(macs, clock));
    }
    SimdProcessor processor = (SimdProcessor) array;
    return text(
        "%.2f GMAC/s by its rate of convolutions; %.1f GB/s from a cache of %,d KiB, %.1f from one of"
            + " %,d KiB, %.1f beyond",
        macs * clock / 1e9,
        processor.level1().bytesPerCycle() * clock / 1e9,
        processor.level1().bytes() >> 10,
        processor.level2().bytesPerCycle() * clock / 1e9,
        processor.level2().bytes() >> 10,
        processor.memoryBytesPerCycle() * clock / 1e9);
  }

  private static double tops(double macsPerCycle, double clock) {
    return OPERATIONS_A_MAC * macsPerCycle * clock / 1e12;
  }

  private static String memory(Memory memory) {
    if (memory.equals(Memory.UNBOUNDED)) {
      return "that of the processor, which everything fits";
    }
    if (memory.isShared()) {
      return text(
          "%.2f MiB for parameters and activations", memory.parameterBytes() / (double) (1 << 20));
    }
    return text(
        "%.2f MiB for parameters, %,.0f KiB a tile for activations",
        memory.parameterBytes() / (double) (1 << 20), memory.narrowBytesPerTile() / 1024.0);
  }

  private static String link(Link link) {
    if (link.equals(Link.NONE)) {
      return "none";
    }
    return text(
        "%.3f GB/s for parameters, %.3f for the input, %.3f for the output",
        link.parameterBytesPerSecond() / 1e9,
        link.inputBytesPerSecond() / 1e9,
        link.outputBytesPerSecond() / 1e9);
  }

  private static String host(Host host) {
    return text(
        "%.3f ms an inference, %.3f ms more to wake up after a wait of %.3f ms; %.2f GMAC/s of what"
            + " the chip does not run",
        host.fixedMicros() / 1e3,
        host.wakeMicros() / 1e3,
        host.sleepAfterMicros() / 1e3,
        host.macsPerSecond() / 1e9);
  }

  private static String energy(Energy energy) {
    return energy.isKnown()
        ? text(
            "%s pJ a MAC, %s pJ a byte on the link, %s mW idle",
            energy.picojoulesPerMac(), energy.picojoulesPerLinkByte(), energy.idleMilliwatts())
        : "not told";
  }

  private static String uncertainty(Uncertainty uncertainty) {
    return uncertainty.isKnown()
        ? text(
            "half of the measured latencies within a factor of %.3f, 90 %% within %.3f",
            uncertainty.factor(0.5), uncertainty.factor(Uncertainty.LARGEST))
        : "not told";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
