package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.TextTable;
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
    TextTable table =
        new TextTable()
            .left("accelerator", "array")
            .right("MHz", "MiB for parameters", "GB/s of parameters");
    for (String name : AcceleratorFile.builtIn()) {
      AcceleratorSpec spec = AcceleratorFile.find(name);
      table.row(
          name,
          array(spec.chip().array()),
          String.format(Locale.ROOT, "%.0f", spec.chip().clockHertz() / 1e6),
          String.format(
              Locale.ROOT, "%.1f", spec.chip().memory().parameterBytes() / (double) (1 << 20)),
          String.format(Locale.ROOT, "%.2f", spec.link().parameterBytesPerSecond() / 1e9));
    }
    table.lines().forEach(line -> Console.system().line("%s", line));
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
