package io.edgewise.jobs.command;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.dataset.FullData;
import io.edgewise.jobs.export.CalibrationData;
import io.edgewise.jobs.export.QuantizeJob;
import io.edgewise.jobs.export.QuantizeJson;
import io.edgewise.jobs.export.QuantizeReport;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.jobs.network.PublishedNetwork;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.verify.VerificationException;
import io.edgewise.search.quantization.RangeMethod;
import io.edgewise.search.quantization.Recipe;
import io.edgewise.search.quantization.Step;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.staged.PublishedNetworks;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code edgewise quantize}. */
@Command(
    name = "quantize",
    mixinStandardHelpOptions = true,
    description = {
      "Turns a network trained anywhere into an int8 .tflite file for the Edge TPU's compiler and .onnx files, and says what that cost.",
      "",
      "The weights have the names and shapes of Edgewise's own, kernels as output channel, row, column, input channel; a file that "
          + "has others is told all it lacks. Train on (pixel - 128) / 128."
    },
    footer = {
      "",
      "Example:",
      "  edgewise quantize --architecture best.json --weights best.safetensors --calibration conf/quickstart.conf --resolution 32 --out exported"
    })
public final class QuantizeCommand implements Callable<Integer> {

  /** A network and the size of its input where the architecture's own resolution scale is 1. */
  private record Target(Architecture architecture, int pixels) {}

  /** A choice is what --recipe takes. */
  enum Choice {
    AUTO(null),
    MINMAX(RangeMethod.MINMAX),
    PERCENTILE_99_99(RangeMethod.PERCENTILE_99_99),
    PERCENTILE_99_9(RangeMethod.PERCENTILE_99_9),
    LEAST_SQUARES(RangeMethod.LEAST_SQUARES);

    private final @Nullable RangeMethod ranges;

    Choice(@Nullable RangeMethod ranges) {
      this.ranges = ranges;
    }

    Optional<RangeMethod> ranges() {
      return Optional.ofNullable(ranges);
    }

    @Override
    public String toString() {
      return Settings.label(this);
    }
  }

  @Option(
      names = "--architecture",
      paramLabel = "NETWORK",
      required = true,
      description =
          "Architecture of a search (.json), or a built-in network that export --to takes.")
  private Path architecture = Path.of("");

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      required = true,
      description =
          "Its weights, .safetensors or .npz, or the .zip that a training left for Deeplearning4j.")
  private Path weights = Path.of("");

  @Option(
      names = "--calibration",
      paramLabel = "SEARCH.conf",
      required = true,
      description =
          "Settings of a search: its data set, of which the training images give the ranges and the test images the score (the held-out ones where there are no test files).")
  private Path calibration = Path.of("");

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      converter = AtLeastOne.class,
      description =
          "Input size the network was trained at (default: what the architecture's file says); images of another size are resized.")
  private @Nullable Integer resolution;

  @Option(
      names = "--images",
      defaultValue = "500",
      converter = AtLeastOne.class,
      description = "Most images of either part (default: ${DEFAULT-VALUE}).")
  private int images = 500;

  @Option(
      names = "--recipe",
      defaultValue = "auto",
      description =
          "How ranges of activations are found: ${COMPLETION-CANDIDATES}; auto takes step by step what keeps most classes of the float network (default: ${DEFAULT-VALUE}).")
  private Choice recipe = Choice.AUTO;

  @Option(
      names = "--steps",
      paramLabel = "STEP",
      split = ",",
      description =
          "Steps beside that: ${COMPLETION-CANDIDATES}. The recipe auto tries these (default: all but adaptive-rounding, which takes minutes), any other does them (default: none).")
  private @Nullable List<Step> steps;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "New or empty folder for model.tflite, model.onnx and model-int8.onnx.")
  private Path out = Path.of("");

  @Option(names = "--json", description = "Prints the report as JSON.")
  private boolean json;

  @Mixin private DeviceFileOptions files = new DeviceFileOptions();

  public QuantizeCommand() {}

  @Override
  public Integer call() {
    Console console = Console.system();
    SearchConfig config = SearchConfig.read(calibration, Overrides.NONE);
    Target target = target(console);
    TfliteOptions options = files.tflite();
    FullData data =
        CalibrationData.load(config.task().data().forSide(target.pixels()), console::note).images();
    try {
      QuantizeReport report =
          new QuantizeJob(
                  recipe.ranges(), steps(), files.head(), options, target.pixels(), images, images)
              .write(target.architecture(), weights, data, out);
      if (json) {
        console.line("%s", QuantizeJson.of(report));
      } else {
        report.lines().forEach(line -> console.line("%s", line));
      }
      return report.isGood() ? ExitCode.OK : ExitCode.FAILED;
    } catch (VerificationException e) {
      console.note("edgewise: quantize: nothing was written: %s", String.valueOf(e.getMessage()));
      return ExitCode.FAILED;
    }
  }

  private Set<Step> steps() {
    if (steps != null) {
      return Set.copyOf(steps);
    }
    return recipe == Choice.AUTO ? Recipe.USUAL_STEPS : Set.of();
  }

  private Target target(Console console) {
    String name = architecture.toString();
    if (NetworkFinder.isArchitectureFile(name)) {
      NetworkFile file = NetworkFile.read(architecture);
      return new Target(file.architecture(), pixels(file, console));
    }
    try {
      PublishedNetwork published =
          PublishedNetwork.find(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "is no architecture; allowed is a file whose name ends in .json, or one"
                              + " of "
                              + String.join(", ", PublishedNetworks.names())));
      return new Target(
          published.architecture(),
          resolution == null ? published.view().resolution() : resolution);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(name, List.of(String.valueOf(e.getMessage())));
    }
  }

  private int pixels(NetworkFile network, Console console) {
    if (resolution != null) {
      return resolution;
    }
    Finding found =
        network
            .finding()
            .orElseThrow(
                () ->
                    new SettingsException(
                        architecture.toString(),
                        List.of(
                            "an older file, which does not say how it is deployed; --resolution"
                                + " must")));
    console.note("%s: %d pixels, as the file says", architecture, found.deployed().resolution());
    return found.deployed().resolution();
  }
}
