package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.network.DeployedArchitecture;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.jobs.prediction.Change;
import io.edgewise.jobs.prediction.Deployments;
import io.edgewise.jobs.prediction.PipelinedNetwork;
import io.edgewise.jobs.prediction.Prediction;
import io.edgewise.jobs.prediction.Predictor;
import io.edgewise.jobs.report.DeploymentJson;
import io.edgewise.jobs.report.DeploymentText;
import io.edgewise.jobs.report.FoundText;
import io.edgewise.jobs.report.PredictionJson;
import io.edgewise.jobs.report.PredictionText;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.deployment.Round;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edgewise predict}. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Predicts the latency of networks on an accelerator, each by itself, several on one chip or one over several chips, and says where the time goes.",
      "",
      "A network is a .tflite file, an architecture of a search (.json), a built-in name with an optional resolution such as "
          + "mobilenet-v1-0.25@128, nb201:ARCHITECTURE@RESOLUTION:CLASSES, or a chain such as chain:conv3x3:128x5@64."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise predict efficientnet-edgetpu-s resnet-50-v1@299",
      "  edgewise predict model.tflite --accelerator coral-dev-board --layers",
      "  edgewise predict runs/fronts/quickstart/a8b91cba0cfa7e69.json --what-if resolution=192 --what-if width=0.75",
      "  edgewise predict detector.tflite classifier.tflite --co-compiled",
      "  edgewise predict inception-v4 --pipeline 3"
    })
public final class PredictCommand implements Callable<Integer> {

  private static final String ACCELERATOR = "coral-usb";

  @Parameters(paramLabel = "NETWORK", arity = "1..*", description = "Networks to predict.")
  private List<String> networks = new ArrayList<>();

  @Option(
      names = "--accelerator",
      paramLabel = "FILE",
      description =
          "Accelerator file or built-in name (default: what an architecture's file says, else "
              + ACCELERATOR
              + ").")
  private @Nullable String accelerator;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Option(names = "--layers", description = "Shows every layer, not only the costliest.")
  private boolean layers;

  @Option(
      names = "--what-if",
      paramLabel = "KEY=VALUE[,KEY=VALUE]",
      description =
          "Also simulates the network with another resolution, other classes, or another width of all channels (resolution=192, classes=10, width=0.75); may be given several times.")
  private List<String> whatIf = new ArrayList<>();

  @Mixin private ArchitectureOptions architecture = new ArchitectureOptions();

  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  public PredictCommand() {}

  @Override
  public Integer call() {
    deployment.require(networks.size(), layers || !whatIf.isEmpty());
    NetworkFinder finder = architecture.finder(networks);
    Optional<AcceleratorSpec> asked = Optional.ofNullable(accelerator).map(AcceleratorFile::find);
    if (deployment.coCompiled()) {
      return round(finder, asked);
    }
    if (deployment.chips() > 1) {
      return pipelines(finder, asked);
    }
    return predictions(finder, asked);
  }

  private int predictions(NetworkFinder finder, Optional<AcceleratorSpec> asked) {
    Predictor predictor = new Predictor(whatIf.stream().map(Change::parse).toList());
    List<Prediction> predictions = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String network : networks) {
      try {
        NetworkFinder.Found found = finder.read(network);
        AcceleratorSpec on = asked.orElseGet(() -> ofFile(found));
        predictions.add(predictor.predict(network, found, on));
        found.architecture().ifPresent(a -> tell(network, a, on));
      } catch (SettingsException e) {
        if (networks.size() == 1) {
          throw e;
        }
        problems.add(network + ": " + String.join("; ", e.problems()));
      }
    }
    show(predictions);
    if (!problems.isEmpty()) {
      throw new SettingsException(
          problems.size() + " of " + networks.size() + " networks", problems);
    }
    return ExitCode.OK;
  }

  /** A chip that several networks share; if none is asked for, the first network's. */
  private int round(NetworkFinder finder, Optional<AcceleratorSpec> asked) {
    List<NetworkFinder.Found> found = networks.stream().map(finder::read).toList();
    AcceleratorSpec on = asked.orElseGet(() -> ofFile(found.get(0)));
    Round round =
        Deployments.round(networks, found.stream().map(NetworkFinder.Found::graph).toList(), on);
    print(() -> DeploymentJson.of(round), DeploymentText.lines(round));
    return ExitCode.OK;
  }

  private int pipelines(NetworkFinder finder, Optional<AcceleratorSpec> asked) {
    List<PipelinedNetwork> pipelined = new ArrayList<>();
    for (String network : networks) {
      NetworkFinder.Found found = finder.read(network);
      AcceleratorSpec on = asked.orElseGet(() -> ofFile(found));
      pipelined.add(Deployments.pipeline(network, found.graph(), on, deployment.chips()));
    }
    print(
        () -> DeploymentJson.of(pipelined),
        pipelined.stream().flatMap(network -> DeploymentText.lines(network).stream()).toList());
    return ExitCode.OK;
  }

  /** The accelerator that an architecture's file describes, else the usual one. */
  private static AcceleratorSpec ofFile(NetworkFinder.Found network) {
    return network
        .architecture()
        .flatMap(architecture -> architecture.file().finding())
        .map(Finding::acceleratorSpec)
        .orElseGet(() -> AcceleratorFile.find(ACCELERATOR));
  }

  private void tell(String network, DeployedArchitecture found, AcceleratorSpec on) {
    boolean isItsOwn =
        found.file().finding().filter(f -> f.acceleratorSpec().equals(on)).isPresent();
    Console.system().note("%s", FoundText.line(network, found, on.name(), isItsOwn));
  }

  private void show(List<Prediction> predictions) {
    if (!predictions.isEmpty()) {
      print(
          () -> PredictionJson.of(predictions),
          predictions.stream().flatMap(p -> PredictionText.lines(p, layers).stream()).toList());
    }
  }

  private void print(Supplier<String> asJson, List<String> asText) {
    Console console = Console.system();
    if (json) {
      console.line("%s", asJson.get());
    } else {
      asText.forEach(line -> console.line("%s", line));
    }
  }
}
