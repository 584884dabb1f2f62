package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.ComputeArray;
import io.edgewise.sim.accelerator.SystolicArray;
import io.edgewise.sim.accelerator.TileArray;
import io.edgewise.sim.settings.AcceleratorFile;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code edgewise accelerators}. */
@Command(
    name = "accelerators",
    mixinStandardHelpOptions = true,
    description = "Lists the built-in accelerators; their files are in conf/accelerators.")
public final class AcceleratorsCommand implements Callable<Integer> {

  public AcceleratorsCommand() {}

  @Override
  public Integer call() {
    Console console = Console.system();
    for (String name : AcceleratorFile.builtIn()) {
      AcceleratorSpec spec = AcceleratorFile.find(name);
      console.line(
          "%-20s %s at %.0f MHz, %.1f MiB for parameters, parameters stream at %.2f GB/s",
          name,
          array(spec.chip().array()),
          spec.chip().clockHertz() / 1e6,
          spec.chip().memory().parameterBytes() / (double) (1 << 20),
          spec.link().parameterBytesPerSecond() / 1e9);
    }
    return ExitCode.OK;
  }

  private static String array(ComputeArray array) {
    if (array instanceof TileArray tiles) {
      return String.format(
          Locale.ROOT,
          "%dx%d tiles of %d cells",
          tiles.tileRows(),
          tiles.tileColumns(),
          tiles.cellsPerTile());
    }
    SystolicArray systolic = (SystolicArray) array;
    return systolic.rows() + "x" + systolic.columns() + " systolic " + systolic.dataflow().label();
  }
}
