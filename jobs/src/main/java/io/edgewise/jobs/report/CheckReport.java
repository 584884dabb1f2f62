package io.edgewise.jobs.report;

import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.check.FileCheck;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.tflite.TfliteException;
import io.edgewise.sim.tflite.TfliteNetwork;
import io.edgewise.sim.tflite.TfliteReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The check of a file, with what its operators cost.
 *
 * @param cost what the simulator says; nothing if the file is no network that it can simulate
 * @param unsimulated why it cannot; empty if it can
 */
public record CheckReport(FileCheck check, Optional<HostCost> cost, String unsimulated) {

  /**
   * Checks a file and simulates it; one that is no network for the simulator is judged all the
   * same.
   *
   * @throws TfliteException if it is no file of TensorFlow Lite
   */
  public static CheckReport of(Path file, AcceleratorSpec accelerator) {
    FileCheck check = FileCheck.of(TfliteReader.operators(file));
    try {
      TfliteNetwork network = TfliteReader.read(file);
      SimulationResult result = new CycleSimulator(accelerator).simulate(network.graph());
      return result instanceof SimulationResult.Simulated simulated
          ? new CheckReport(check, Optional.of(HostCost.of(network, simulated.report())), "")
          : unsimulated(check, ((SimulationResult.Unmappable) result).reason());
    } catch (TfliteException e) {
      return unsimulated(check, String.valueOf(e.getMessage()));
    }
  }

  private static CheckReport unsimulated(FileCheck check, String reason) {
    return new CheckReport(check, Optional.empty(), reason);
  }
}
