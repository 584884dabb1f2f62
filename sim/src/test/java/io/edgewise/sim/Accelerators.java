package io.edgewise.sim;

import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Chip;
import io.edgewise.sim.accelerator.Dataflow;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.accelerator.Sequencer;
import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.settings.AcceleratorFile;

/** Accelerators for tests. */
public final class Accelerators {

  private Accelerators() {}

  public static AcceleratorSpec coralUsb() {
    return AcceleratorFile.find("coral-usb");
  }

  public static TileArray edgeTpuArray() {
    return (TileArray) coralUsb().chip().array();
  }

  /** The same accelerator with another memory. */
  public static AcceleratorSpec with(AcceleratorSpec spec, Memory memory) {
    Chip chip = spec.chip();
    return new AcceleratorSpec(
        spec.name(),
        new Chip(chip.clockHertz(), chip.array(), memory, chip.sequencer()),
        spec.link(),
        spec.host(),
        spec.energy(),
        spec.uncertainty());
  }

  /** A systolic array that nothing around it delays. */
  public static AcceleratorSpec systolic(int rows, int columns, Dataflow dataflow) {
    Chip chip =
        new Chip(
            1e9,
            new SystolicArray(rows, columns, dataflow),
            new Memory(1L << 40, 1L << 40, 1L << 40),
            new Sequencer(0, 0, 0, 0));
    return new AcceleratorSpec(
        "systolic",
        chip,
        coralUsb().link(),
        coralUsb().host(),
        coralUsb().energy(),
        coralUsb().uncertainty());
  }
}
