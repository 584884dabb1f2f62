package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.export.DeviceFilesReport;
import io.edgewise.jobs.export.ExportReport;
import io.edgewise.jobs.export.ModelExport;
import io.edgewise.jobs.export.RandomExport;
import io.edgewise.jobs.export.SourceExport;
import io.edgewise.jobs.export.TrainedModel;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.jobs.report.FoundText;
import io.edgewise.search.export.source.Framework;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.verify.VerificationException;
import io.edgewise.sim.workload.LayerGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edgewise export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a network for other tools: a trained one as files for devices with a card that says what they are, or an untrained one as source, or with random weights.",
      "",
      "Of a folder that edgewise train has filled: int8 .tflite and .onnx files after they were run on all test images, the weights as "
          + ".safetensors and for Deeplearning4j, and model-card.md with accuracy, confusion, latency on every accelerator, check and provenance. "
          + "Weights that were trained elsewhere come by --weights, with the data set of --calibration.",
      "With --to: a file of Python that trains the network in PyTorch or Keras and saves weights that edgewise quantize takes.",
      "With --random-weights: an int8 .tflite file that the Edge TPU's compiler and any TensorFlow Lite take as it is, and .onnx files "
          + "in floats and in int8, after they were run. Pixels go into the .tflite unchanged as uint8 and class probabilities come out as uint8. The files show what the network weighs and how "
          + "fast it is, not what it sees."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise export trained --out exported",
      "  edgewise export best.json --weights best.safetensors --calibration conf/cifar10.conf --out exported",
      "  edgewise export efficientnet-edgetpu-s --to pytorch --out network.py",
      "  edgewise export architecture.json --to pytorch --resolution 32 --classes 10 --out network.py",
      "  edgewise export efficientnet-edgetpu-s --random-weights --out exported",
      "  edgewise export architecture.json --resolution 224 --classes 10 --random-weights --out exported"
    })
public final class ExportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NETWORK",
      description =
          "Folder of a finished training; else an architecture of a search (.json), or a built-in name.")
  private String network = "";

  /** An untrained network is exported in one of two kinds. */
  static final class Kind {
    @Option(
        names = "--random-weights",
        description = "Files for devices; the weights are drawn, the same for the same seed.")
    private boolean randomWeights;

    @Option(
        names = "--to",
        paramLabel = "FRAMEWORK",
        description =
            "Source that trains the network elsewhere, pytorch or keras: one file that needs nothing of Edgewise.")
    private @Nullable Framework framework;
  }

  @ArgGroup(multiplicity = "0..1")
  private Kind kind = new Kind();

  @Mixin private TrainedModelOptions trained = new TrainedModelOptions();

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "New or empty folder for the files; with --to the file to write.")
  private Path out = Path.of("");

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Seed of the random weights (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private ArchitectureOptions architecture = new ArchitectureOptions();

  @Option(
      names = "--no-verify",
      description =
          "Does not run the files, for platforms without TensorFlow Lite or ONNX Runtime.")
  private boolean noVerify;

  @Mixin private DeviceFileOptions files = new DeviceFileOptions();

  public ExportCommand() {}

  @Override
  public Integer call() {
    Console console = Console.system();
    if (kind.framework == null && !kind.randomWeights) {
      return model(console);
    }
    NetworkFinder finder = architecture.finder(List.of(network));
    if (kind.framework != null) {
      console.line("%s", new SourceExport(kind.framework, finder).write(network, out));
      return ExitCode.OK;
    }
    NetworkFinder.Found found = finder.read(network);
    found.architecture().ifPresent(a -> console.note("%s", FoundText.line(network, a)));
    LayerGraph graph = found.graph();
    TfliteOptions options = files.tflite();
    try {
      DeviceFilesReport report =
          new RandomExport(files.head(), options, seed, !noVerify).write(network, graph, out);
      report.lines().forEach(line -> console.line("%s", line));
      return report.isGood() ? ExitCode.OK : ExitCode.FAILED;
    } catch (VerificationException e) {
      console.note(
          "edgewise: export: not verified, nothing was written: %s; --no-verify writes it all the same",
          String.valueOf(e.getMessage()));
      return ExitCode.FAILED;
    }
  }

  private int model(Console console) {
    TrainedModel model = trained.model(Path.of(network));
    DatasetSettings dataset = trained.dataset(model);
    try {
      ExportReport report =
          new ModelExport(files.head(), files.tflite(), line -> console.note("%s", line))
              .write(model, dataset, out);
      report.lines().forEach(line -> console.line("%s", line));
      return report.isGood() ? ExitCode.OK : ExitCode.FAILED;
    } catch (VerificationException e) {
      console.note("edgewise: export: nothing was written: %s", String.valueOf(e.getMessage()));
      return ExitCode.FAILED;
    }
  }
}
