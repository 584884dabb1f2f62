package io.edgewise.jobs.command;

import com.typesafe.config.Config;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.network.DeployedArchitecture;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.scaling.ScaleJob;
import io.edgewise.search.scaling.CompoundScaling;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edgewise scale}. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a network larger and smaller: for each target, the family's member that computes most within it.",
      "",
      "Depth, width and resolution grow together (compound scaling, arXiv 1905.11946), as EfficientNet-EdgeTPU-M and -L were made of S. "
          + "Each member of the grid is simulated on the accelerator; nothing is trained."
    },
    footer = {
      "",
      "Examples:",
      "  edgewise scale runs/fronts/quickstart/a8b91cba0cfa7e69.json --targets 5ms,8ms,20ms",
      "  edgewise scale winner.json --targets 4,8 --on-chip --accelerator coral-dev-board --out family"
    })
public final class ScaleCommand implements Callable<Integer> {

  private static final Pattern MILLIS = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(?:ms)?");
  private static final double LONGEST_MILLIS = 100_000;

  @Parameters(paramLabel = "ARCH.json", description = "A network of a search.")
  private Path file = Path.of("");

  @Option(
      names = "--targets",
      required = true,
      split = ",",
      paramLabel = "MS",
      description = "Most simulated latency of each member, milliseconds.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--accelerator",
      paramLabel = "FILE",
      description =
          "Accelerator file or built-in name (default: the one that the file describes, else coral-usb).")
  private @Nullable String accelerator;

  @Option(
      names = "--on-chip",
      description = "Takes only members whose parameters all stay in the chip's memory.")
  private boolean onChip;

  @Option(
      names = "--coefficients",
      split = ",",
      paramLabel = "X",
      description =
          "Growth of depth, width and resolution at each step (default: 1.2,1.1,1.15, those of EfficientNet). "
              + "depth x width^2 x resolution^2 is to be about 2, so that a step takes twice the work.")
  private List<Double> coefficients = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "New or empty folder for a .json a member, the whole grid as grid.csv and family.png.")
  private @Nullable Path out;

  @Mixin private ArchitectureOptions architecture = new ArchitectureOptions();

  public ScaleCommand() {}

  @Override
  public Integer call() {
    List<Double> millis = targets.stream().map(ScaleCommand::millis).toList();
    CompoundScaling scaling = scaling();
    DeployedArchitecture network = architecture.finder(List.of(file.toString())).deployed(file);
    ScaleJob job = new ScaleJob(file.toString(), network, scaling, accelerator(network), onChip);
    job.run(millis, Optional.ofNullable(out)).forEach(line -> Console.system().line("%s", line));
    return ExitCode.OK;
  }

  private Config accelerator(DeployedArchitecture network) {
    return accelerator != null
        ? AcceleratorFile.settings(accelerator)
        : network
            .file()
            .finding()
            .map(Finding::accelerator)
            .orElseGet(() -> AcceleratorFile.settings("coral-usb"));
  }

  private static double millis(String text) {
    Matcher matcher = MILLIS.matcher(text.trim());
    double value = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (!(value > 0 && value <= LONGEST_MILLIS)) {
      throw new SettingsException(
          "--targets", List.of("is " + text + "; allowed are milliseconds such as 5ms or 7.5"));
    }
    return value;
  }

  private CompoundScaling scaling() {
    if (coefficients.isEmpty()) {
      return CompoundScaling.EFFICIENT_NET;
    }
    if (coefficients.size() != 3) {
      throw new SettingsException(
          "--coefficients",
          List.of("has " + coefficients.size() + " numbers; allowed are depth,width,resolution"));
    }
    try {
      return new CompoundScaling(coefficients.get(0), coefficients.get(1), coefficients.get(2));
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--coefficients", List.of(String.valueOf(e.getMessage())));
    }
  }
}
