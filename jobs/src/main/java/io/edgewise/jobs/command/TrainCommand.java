package io.edgewise.jobs.command;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.Interruption;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.training.TrainJob;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edgewise train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains one network of a search to the end, as it is deployed, and leaves weights that quantize takes as they are.",
      "",
      "Says first what it will take. Started again with the same folder it goes on after the last round, and comes to the same "
          + "weights, bit for bit. Works on CPUs: a small data set takes minutes to hours; ImageNet takes core-years, and export "
          + "--to pytorch is the way."
    },
    footer = {
      "",
      "Example:",
      "  edgewise train best.json --config conf/cifar10.conf --out trained",
      "  edgewise quantize --architecture trained/architecture.json --weights trained/model.safetensors --calibration conf/cifar10.conf --out exported"
    })
public final class TrainCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ARCH.json", description = "Architecture of a search.")
  private Path architecture = Path.of("");

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Search file: its data set, its seed, and its section train.")
  private Path config = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder for checkpoint, status, learning curves and weights: a new one, or one in which the same training began.")
  private Path out = Path.of("");

  @Mixin private SettingsOption settings = new SettingsOption();

  public TrainCommand() {}

  @Override
  public Integer call() {
    SearchConfig search = SearchConfig.read(config, settings.overrides());
    Console console = Console.system();
    TrainJob job = new TrainJob(search, NetworkFile.read(architecture), out, console);
    return Interruption.orderly(console, job::run);
  }
}
