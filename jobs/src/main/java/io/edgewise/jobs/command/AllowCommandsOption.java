package io.edgewise.jobs.command;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.process.Command;
import io.edgewise.jobs.task.TrainerSettings;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The option {@code --allow-commands}: a settings file may come from anywhere, so that what it says
 * is to be run is run only if whoever starts the search says so too.
 */
final class AllowCommandsOption {

  @Option(
      names = "--allow-commands",
      description =
          "Runs the commands that the file names (proxy.command, latency.command); without it, such a file is refused.")
  private boolean allowed;

  /**
   * Refuses a search that asks for a command and may not.
   *
   * @throws SettingsException that names the keys and the option
   */
  void require(SearchConfig search) {
    List<String> problems = new ArrayList<>();
    if (!allowed) {
      note(problems, search.task(), "proxy.trainer");
      note(problems, search.nightly().fullTask(), "nightly.full-training.proxy.trainer");
      search
          .latency()
          .command()
          .ifPresent(by -> problems.add("latency.command: " + refusal(by.command())));
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(search.settings().origin(), problems);
    }
  }

  private static void note(List<String> problems, TrainingTask task, String key) {
    if (task.trainer() instanceof TrainerSettings.ByCommand by) {
      problems.add(key + ": is command, which " + refusal(by.command()));
    }
  }

  private static String refusal(Command command) {
    return "runs "
        + String.join(" ", command.words())
        + "; allowed only with --allow-commands on the command line, if you trust this file";
  }

  /** Returns what was given as it stands on a command line, with a space before it. */
  String words() {
    return allowed ? " --allow-commands" : "";
  }
}
