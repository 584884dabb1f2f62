package io.edgewise.jobs;

import io.edgewise.jobs.command.AcceleratorsCommand;
import io.edgewise.jobs.command.BenchSearchCommand;
import io.edgewise.jobs.command.CalibrateCommand;
import io.edgewise.jobs.command.CheckCommand;
import io.edgewise.jobs.command.Choices;
import io.edgewise.jobs.command.ExplainCommand;
import io.edgewise.jobs.command.ExportCommand;
import io.edgewise.jobs.command.Faults;
import io.edgewise.jobs.command.HistoryCommand;
import io.edgewise.jobs.command.NetworksCommand;
import io.edgewise.jobs.command.NightlyCommand;
import io.edgewise.jobs.command.PlanCommand;
import io.edgewise.jobs.command.PredictCommand;
import io.edgewise.jobs.command.PriceCommand;
import io.edgewise.jobs.command.ProbesCommand;
import io.edgewise.jobs.command.ProxyCheckCommand;
import io.edgewise.jobs.command.QuantizeCommand;
import io.edgewise.jobs.command.ReportCommand;
import io.edgewise.jobs.command.ScaleCommand;
import io.edgewise.jobs.command.SearchCommand;
import io.edgewise.jobs.command.SpacesCommand;
import io.edgewise.jobs.command.TrainCommand;
import io.edgewise.jobs.command.ValidateCommand;
import io.edgewise.jobs.command.WatchCommand;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.Interruption;
import io.edgewise.jobs.console.StandardOutput;
import io.edgewise.jobs.console.Version;
import io.edgewise.sim.settings.HomeFolder;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "edgewise",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Finds the convolutional network that is most accurate within an edge accelerator's latency and memory budget.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PlanCommand.class,
      SearchCommand.class,
      BenchSearchCommand.class,
      ProxyCheckCommand.class,
      NightlyCommand.class,
      PredictCommand.class,
      CheckCommand.class,
      ValidateCommand.class,
      ProbesCommand.class,
      CalibrateCommand.class,
      AcceleratorsCommand.class,
      SpacesCommand.class,
      NetworksCommand.class,
      TrainCommand.class,
      QuantizeCommand.class,
      ExportCommand.class,
      ScaleCommand.class,
      HistoryCommand.class,
      WatchCommand.class,
      ReportCommand.class,
      ExplainCommand.class,
      PriceCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the work was done and came to nothing (no network could be trained), or nightly --check found no good night",
      "2:the command line, a settings file, a data set or a history is wrong; nothing was started",
      "70:a fault of Edgewise or of what it runs on: the machine, its disks, standard output",
      "129, 130, 143:ended by a signal (the terminal went away, Ctrl-C, a service manager); the same command goes on"
    },
    footer = {"", "Start with:  edgewise search conf/quickstart.conf"})
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  Main() {}

  public static void main(String[] args) {
    StandardOutput out = StandardOutput.install();
    Interruption.takeSignals();
    int code = printed(out, run(args));
    if (code != ExitCode.OK) {
      System.exit(code);
    }
  }

  /** The code of a command whose results are to be whole: what was not printed is not done. */
  private static int printed(StandardOutput out, int code) {
    Optional<String> failure = out.failure(System.out);
    if (failure.isEmpty()) {
      return code;
    }
    if (failure.get().contains("Broken pipe")) {
      return code == ExitCode.OK ? ExitCode.NO_READER : code;
    }
    Console.system()
        .note(
            "edgewise: standard output cannot be written: %s; what it got is not whole",
            failure.get());
    return code == ExitCode.OK ? ExitCode.FAULT : code;
  }

  /** Runs a command and returns its exit code. */
  static int run(String... args) {
    CommandLine commandLine = new CommandLine(new Main());
    Choices.register(commandLine);
    return commandLine
        .setExpandAtFiles(false) // A name may begin with @.
        .registerConverter(Path.class, HomeFolder::path)
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setExecutionStrategy(Faults::withErrors)
        .setExecutionExceptionHandler(new Faults())
        .execute(args);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
