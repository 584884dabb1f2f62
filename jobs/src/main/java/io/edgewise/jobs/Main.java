package io.edgewise.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "edgewise",
    mixinStandardHelpOptions = true,
    version = "edgewise " + Main.VERSION,
    description =
        "Finds the convolutional network that is most accurate within an edge accelerator's latency and memory budget.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SearchCommand.class,
      BenchSearchCommand.class,
      ProxyCheckCommand.class,
      NightlyCommand.class,
      PredictCommand.class,
      ValidateCommand.class,
      CalibrateCommand.class,
      AcceleratorsCommand.class,
      NetworksCommand.class,
      HistoryCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the work was done and came to nothing (no network could be trained), or nightly --check found no good night",
      "2:the command line, a settings file, a data set or a history is wrong; nothing was started",
      "70:a fault of Edgewise or of what it runs on"
    },
    footer = {"", "Start with:  edgewise search conf/quickstart.conf"})
public final class Main implements Callable<Integer> {

  static final String VERSION = "0.1.0";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  Main() {}

  public static void main(String[] args) {
    int code = run(args);
    if (code != ExitCode.OK) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  static int run(String... args) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Faults())
        .execute(args);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
