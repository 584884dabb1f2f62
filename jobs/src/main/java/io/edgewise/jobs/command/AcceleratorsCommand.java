package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.report.AcceleratorDescription;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Link;
import io.edgewise.sim.accelerator.Memory;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.AcceleratorTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code edgewise accelerators}. */
@Command(
    name = "accelerators",
    mixinStandardHelpOptions = true,
    description =
        "Lists the built-in accelerators, or tells what files describe; those of the built-in ones are in conf/accelerators.",
    footer = {"", "Example:", "  edgewise accelerators --template tiles > mine.conf"})
public final class AcceleratorsCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Accelerator files or built-in names, to be told in whole.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--template",
      paramLabel = "KIND",
      description =
          "Prints a file to fill in, of a chip of tiles, of a systolic array or of a cpu: every key with unit and meaning.")
  private @Nullable AcceleratorTemplate template;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  public AcceleratorsCommand() {}

  @Override
  public Integer call() {
    if (template != null) {
      if (!files.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "--template prints one file, and takes no FILE: " + files.get(0));
      }
      template.text().lines().forEach(line -> Console.system().line("%s", line));
      return ExitCode.OK;
    }
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

  private static String memory(Memory memory) {
    return memory.equals(Memory.UNBOUNDED)
        ? "-"
        : String.format(Locale.ROOT, "%.1f", memory.parameterBytes() / (double) (1 << 20));
  }

  private static String rate(Link link) {
    return link.equals(Link.NONE)
        ? "-"
        : String.format(Locale.ROOT, "%.2f", link.parameterBytesPerSecond() / 1e9);
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
          memory(spec.chip().memory()),
          rate(spec.link()));
    }
    return table;
  }
}
