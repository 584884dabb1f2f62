package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.jobs.report.Prediction;
import io.edgewise.jobs.report.PredictionJson;
import io.edgewise.jobs.report.PredictionText;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edgewise predict}. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Predicts the latency of networks on an accelerator, and says where the time goes.",
      "",
      "A network is a .tflite file, an architecture of a search (.json), a built-in name with an optional resolution such as "
          + "mobilenet-v1-0.25@128, nb201:ARCHITECTURE@RESOLUTION:CLASSES, or a chain such as chain:conv3x3:128x5@64."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise predict efficientnet-edgetpu-s resnet-50-v1@299",
      "  edgewise predict model.tflite --accelerator coral-dev-board --layers"
    })
public final class PredictCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NETWORK", arity = "1..*", description = "Networks to predict.")
  private List<String> networks = new ArrayList<>();

  @Option(
      names = "--accelerator",
      paramLabel = "FILE",
      defaultValue = "coral-usb",
      description = "Accelerator file or built-in name (default: ${DEFAULT-VALUE}).")
  private String accelerator = "coral-usb";

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Option(names = "--layers", description = "Shows every layer, not only the costliest.")
  private boolean layers;

  @Mixin private ArchitectureOptions architecture = new ArchitectureOptions();

  public PredictCommand() {}

  @Override
  public Integer call() {
    AcceleratorSpec spec = AcceleratorFile.find(accelerator);
    NetworkFinder finder = architecture.finder(networks);
    Simulator simulator = new CycleSimulator(spec);
    List<Prediction> predictions = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String network : networks) {
      try {
        predictions.add(prediction(network, finder.read(network), simulator));
      } catch (SettingsException e) {
        if (networks.size() == 1) {
          throw e;
        }
        problems.add(network + ": " + String.join("; ", e.problems()));
      }
    }
    show(predictions, spec);
    if (!problems.isEmpty()) {
      throw new SettingsException(
          problems.size() + " of " + networks.size() + " networks", problems);
    }
    return ExitCode.OK;
  }

  private void show(List<Prediction> predictions, AcceleratorSpec spec) {
    if (predictions.isEmpty()) {
      return;
    }
    Console console = Console.system();
    if (json) {
      console.line("%s", PredictionJson.of(predictions));
    } else {
      predictions.forEach(p -> PredictionText.lines(p, spec, layers).forEach(console::line));
    }
  }

  private static Prediction prediction(
      String network, NetworkFinder.Found found, Simulator simulator) {
    SimulationResult result = simulator.simulate(found.graph());
    if (result instanceof SimulationResult.Unmappable unmappable) {
      throw new SettingsException(network, List.of(unmappable.reason()));
    }
    return new Prediction(
        ((SimulationResult.Simulated) result).report(), found.graph().images(), found.isFloat());
  }
}
