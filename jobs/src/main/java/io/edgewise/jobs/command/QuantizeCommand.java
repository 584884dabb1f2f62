package io.edgewise.jobs.command;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.dataset.DatasetAnnouncement;
import io.edgewise.jobs.export.LabelFile;
import io.edgewise.jobs.export.QuantizeJob;
import io.edgewise.jobs.export.QuantizeReport;
import io.edgewise.jobs.export.Recipe;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.verify.VerificationException;
import io.edgewise.search.space.file.ArchitectureJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edgewise quantize}. */
@Command(
    name = "quantize",
    mixinStandardHelpOptions = true,
    description = {
      "Turns a network trained anywhere into an int8 .tflite file for the Edge TPU's compiler, and says what that cost.",
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

  /** A choice is what --recipe takes. */
  enum Choice {
    AUTO,
    MINMAX,
    EQUALIZED;

    List<Recipe> recipes() {
      return this == AUTO ? List.of(Recipe.values()) : List.of(Recipe.valueOf(name()));
    }
  }

  @Option(
      names = "--architecture",
      paramLabel = "ARCH.json",
      required = true,
      description = "Architecture of a search.")
  private Path architecture = Path.of("");

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      required = true,
      description = "Its weights, .safetensors or .npz.")
  private Path weights = Path.of("");

  @Option(
      names = "--calibration",
      paramLabel = "SEARCH.conf",
      required = true,
      description =
          "Settings of a search: its data set, of which the training images give the ranges and the held-out ones the score.")
  private Path calibration = Path.of("");

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      required = true,
      converter = AtLeastOne.class,
      description = "Input size the network was trained at; images of another size are resized.")
  private int resolution;

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
          "minmax, equalized, or auto for the one that keeps most classes (default: ${DEFAULT-VALUE}).")
  private Choice recipe = Choice.AUTO;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Names of the classes, one a line, to travel in the file.")
  private @Nullable Path labels;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "New or empty folder for model.tflite.")
  private Path out = Path.of("");

  public QuantizeCommand() {}

  @Override
  public Integer call() {
    Console console = Console.system();
    SearchConfig config = SearchConfig.read(calibration, Overrides.NONE);
    ArchitectureJson.Document document = ArchitectureJson.read(architecture);
    TfliteOptions options =
        new TfliteOptions(TfliteOptions.Ends.UINT8, labels == null ? null : LabelFile.read(labels));
    DataSplit data =
        DatasetAnnouncement.load(config.task().data(), new Configuration(), console::note);
    try {
      QuantizeReport report =
          new QuantizeJob(recipe.recipes(), options, resolution, images)
              .write(document.architecture(), weights, data, out);
      report.lines().forEach(line -> console.line("%s", line));
      return report.isGood() ? ExitCode.OK : ExitCode.FAILED;
    } catch (VerificationException e) {
      console.note("edgewise: quantize: nothing was written: %s", String.valueOf(e.getMessage()));
      return ExitCode.FAILED;
    }
  }
}
