package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.report.CheckJson;
import io.edgewise.jobs.report.CheckReport;
import io.edgewise.jobs.report.CheckText;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.tflite.TfliteException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edgewise check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Tells which operators of a .tflite file run on the Edge TPU and which on the host, why, and what to change.",
      "",
      "Any file will do, whatever its operators and whoever wrote it; it has to be one that is not compiled yet.",
      "Operators are judged by the rules of Coral's last compiler, 16.0, as far as they are known; costs are the simulator's."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise check model.tflite",
      "  edgewise check model.tflite --accelerator coral-dev-board --json"
    })
public final class CheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The .tflite file.")
  private Path file = Path.of("");

  @Option(
      names = "--accelerator",
      paramLabel = "FILE",
      defaultValue = "coral-usb",
      description = "Accelerator file or built-in name (default: ${DEFAULT-VALUE}).")
  private String accelerator = "coral-usb";

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  public CheckCommand() {}

  @Override
  public Integer call() {
    AcceleratorSpec spec = AcceleratorFile.find(accelerator);
    CheckReport report = check(spec);
    Console console = Console.system();
    if (json) {
      console.line("%s", CheckJson.of(report));
    } else {
      CheckText.lines(report).forEach(line -> console.line("%s", line));
    }
    return ExitCode.OK;
  }

  private CheckReport check(AcceleratorSpec spec) {
    try {
      return CheckReport.of(file, spec);
    } catch (TfliteException e) {
      throw new SettingsException(file.toString(), List.of(String.valueOf(e.getMessage())));
    }
  }
}
