package io.edgewise.jobs.command;

import io.edgewise.jobs.config.Overrides;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option {@code --set}, which means the same for every command that reads a search file. */
final class SettingsOption {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Overrides a setting of the file, such as --set search.seed=2. May be repeated.")
  private Map<String, String> given = new LinkedHashMap<>();

  /**
   * Reads what was given.
   *
   * @throws io.edgewise.sim.settings.SettingsException if a key or a value cannot be read
   */
  Overrides overrides() {
    return Overrides.of(given);
  }

  /**
   * The same with one more, which goes before what was given for its key.
   *
   * @throws io.edgewise.sim.settings.SettingsException as {@link #overrides()} does
   */
  Overrides overridesWith(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(given);
    more.put(key, value);
    return Overrides.of(more);
  }

  /** Returns what was given as it stands on a command line, each with a space before it. */
  String words() {
    return given.entrySet().stream()
        .map(set -> " --set " + ShellWord.of(set.getKey() + "=" + set.getValue()))
        .collect(Collectors.joining());
  }
}
