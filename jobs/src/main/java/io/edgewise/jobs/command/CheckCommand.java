package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.report.CheckJson;
import io.edgewise.jobs.report.CheckReport;
import io.edgewise.jobs.report.CheckText;
import io.edgewise.jobs.report.HostCost;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.check.FileCheck;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.tflite.TfliteException;
import io.edgewise.sim.tflite.TfliteNetwork;
import io.edgewise.sim.tflite.TfliteReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    CheckReport report = report(check(), spec);
    Console console = Console.system();
    if (json) {
      console.line("%s", CheckJson.of(report));
    } else {
      CheckText.lines(report).forEach(line -> console.line("%s", line));
    }
    return ExitCode.OK;
  }

  private FileCheck check() {
    try {
      return FileCheck.of(TfliteReader.operators(file));
    } catch (TfliteException e) {
      throw new SettingsException(file.toString(), List.of(String.valueOf(e.getMessage())));
    }
  }

  /** A file that is no network for the simulator is judged all the same. */
  private CheckReport report(FileCheck check, AcceleratorSpec spec) {
    try {
      TfliteNetwork network = TfliteReader.read(file);
      SimulationResult result = new CycleSimulator(spec).simulate(network.graph());
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
