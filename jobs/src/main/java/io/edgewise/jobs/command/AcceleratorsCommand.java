package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.report.AcceleratorDescription;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.AcceleratorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code edgewise accelerators}. */
@Command(
    name = "accelerators",
    mixinStandardHelpOptions = true,
    description =
        "Lists the built-in accelerators, or tells what files describe; those of the built-in ones are in conf/accelerators.")
public final class AcceleratorsCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Accelerator files or built-in names, to be told in whole.")
  private List<String> files = new ArrayList<>();

  public AcceleratorsCommand() {}

  @Override
  public Integer call() {
    if (files.isEmpty()) {
      table().lines().forEach(line -> Console.system().line("%s", line));
      return ExitCode.OK;
    }
    files.stream()
        .map(AcceleratorFile::find)
        .toList() // All are read before the first is told.
        .forEach(
            spec ->
                AcceleratorDescription.lines(spec)
                    .forEach(line -> Console.system().line("%s", line)));
    return ExitCode.OK;
  }

  private static TextTable table() {
    TextTable table =
        new TextTable()
            .left("accelerator", "array")
            .right("MHz", "MiB for parameters", "GB/s of parameters");
    for (String name : AcceleratorFile.builtIn()) {
      AcceleratorSpec spec = AcceleratorFile.find(name);
      table.row(
          name,
          AcceleratorDescription.array(spec.chip().array()),
          String.format(Locale.ROOT, "%.0f", spec.chip().clockHertz() / 1e6),
          String.format(
              Locale.ROOT, "%.1f", spec.chip().memory().parameterBytes() / (double) (1 << 20)),
          String.format(Locale.ROOT, "%.2f", spec.link().parameterBytesPerSecond() / 1e9));
    }
    return table;
  }
}
