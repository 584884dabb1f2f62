package io.edgewise.jobs.command;

import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.export.DeviceFilesReport;
import io.edgewise.jobs.export.RandomExport;
import io.edgewise.jobs.export.SourceExport;
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
      "Writes a network for other tools: as source to train it elsewhere, or as a file for devices with random weights.",
      "",
      "With --to: a file of Python that trains the network in PyTorch or Keras and saves weights that edgewise quantize takes.",
      "With --random-weights: an int8 .tflite file that the Edge TPU's compiler and any TensorFlow Lite take as it is, and .onnx files "
          + "in floats and in int8, after they were run. Pixels go into the .tflite unchanged as uint8 and class probabilities come out as uint8. The files show what the network weighs and how "
          + "fast it is, not what it sees."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise export architecture.json --to pytorch --resolution 32 --classes 10 --out network.py",
      "  edgewise export efficientnet-edgetpu-s --random-weights --out exported",
      "  edgewise export architecture.json --resolution 224 --classes 10 --random-weights --out exported"
    })
public final class ExportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NETWORK",
      description = "Built-in name, or an architecture of a search (.json).")
  private String network = "";

  /** A kind of export is one of the two. */
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

  @ArgGroup(multiplicity = "1")
  private Kind kind = new Kind();

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description =
          "New or empty folder for model.tflite, model.onnx and model-int8.onnx; with --to the file to write.")
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
    NetworkFinder finder = architecture.finder(List.of(network));
    if (kind.framework != null) {
      Path file = Path.of(network);
      console.line("%s", new SourceExport(kind.framework, finder).write(file, out));
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
}
