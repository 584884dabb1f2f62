package io.edgewise.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.edgewise.sim.settings.Settings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The paths of a search file are relative to the file that they stand in, so that it means the same
 * from every folder. Those of the command line are relative to the shell's folder.
 */
final class FilePaths {

  private static final List<String> FOLDERS =
      List.of(
          "search.history",
          "dataset.path",
          "proxy.table",
          "nightly.full-training.dataset.path",
          "train.teacher",
          "export.folder");

  /** A text here may be the name of something built in, too. */
  private static final List<String> FILES_OR_NAMES = List.of("accelerator", "space");

  /** A list of texts as the above. */
  private static final String ACCELERATORS = "accelerators";

  /** Commands, a word of which is a path if there is such a file where paths begin. */
  private static final List<String> COMMANDS =
      List.of("proxy.command", "latency.command", "nightly.full-training.proxy.command");

  private FilePaths() {}

  /** Spells every path of a file's settings as the shell has to spell it. */
  static Config seenFromShell(Config config) {
    Config result = config;
    for (String key : FOLDERS) {
      Optional<Path> path = inFile(config, key);
      result = path.isPresent() ? with(result, key, path.get()) : result;
    }
    for (String key : FILES_OR_NAMES) {
      Optional<Path> path = inFile(config, key).filter(p -> Files.isRegularFile(p) || isNoName(p));
      result = path.isPresent() ? with(result, key, path.get()) : result;
    }
    result =
        withPaths(
            result,
            ACCELERATORS,
            word -> inFile(word, ACCELERATORS).filter(p -> Files.isRegularFile(p) || isNoName(p)));
    return withCommands(result, FilePaths::inFile);
  }

  /** Spells the files of commands that the shell gave, whose paths its folder begins. */
  static Config commandsSeenFromShell(Config config) {
    return withCommands(config, FilePaths::relative);
  }

  /**
   * A command is run in a folder of its own, so that its files are spelt from the root.
   *
   * @param path of a word, by its key
   */
  private static Config withCommands(
      Config config, BiFunction<Config, String, Optional<Path>> path) {
    Config result = config;
    for (String key : COMMANDS) {
      result =
          withPaths(
              result,
              key,
              word ->
                  path.apply(word, key)
                      .map(p -> p.toAbsolutePath().normalize())
                      .filter(Files::isRegularFile));
    }
    return result;
  }

  /** Spells paths that the shell's folder begins so that they mean the same from every folder. */
  static Config seenFromAnywhere(Config config) {
    Config result = config;
    for (String key : FOLDERS) {
      Optional<Path> path = relative(config, key);
      result = path.isPresent() ? with(result, key, path.get().toAbsolutePath()) : result;
    }
    for (String key : FILES_OR_NAMES) {
      Optional<Path> path = relative(config, key).filter(Files::isRegularFile);
      result = path.isPresent() ? with(result, key, path.get().toAbsolutePath()) : result;
    }
    return withPaths(
        result,
        ACCELERATORS,
        word ->
            relative(word, ACCELERATORS).filter(Files::isRegularFile).map(Path::toAbsolutePath));
  }

  /**
   * Spells those elements of a list that are paths; what is no list is left as it is.
   *
   * @param path of an element that is one, given as a configuration of its own
   */
  private static Config withPaths(
      Config config, String key, Function<Config, Optional<Path>> path) {
    if (!config.hasPath(key) || config.getValue(key).valueType() != ConfigValueType.LIST) {
      return config;
    }
    List<Object> words = new ArrayList<>();
    for (ConfigValue word : config.getList(key)) {
      Optional<Path> file = path.apply(word.atPath(key));
      words.add(file.isPresent() ? file.get().toString() : word.unwrapped());
    }
    return config.withValue(
        key, ConfigValueFactory.fromAnyRef(words, config.getValue(key).origin().description()));
  }

  private static boolean isNoName(Path path) {
    return path.getNameCount() > 1 && path.toString().endsWith(".conf");
  }

  private static Config with(Config config, String key, Path path) {
    return config.withValue(
        key,
        ConfigValueFactory.fromAnyRef(
            path.toString(), config.getValue(key).origin().description()));
  }

  /** The path that a key of a file means. */
  private static Optional<Path> inFile(Config config, String key) {
    return relative(config, key)
        .map(path -> fileOf(config.getValue(key)).resolveSibling(path).normalize());
  }

  /** The path that a key says; empty if that is a URI, an absolute path, or no text at all. */
  private static Optional<Path> relative(Config config, String key) {
    if (!config.hasPath(key) || config.getValue(key).valueType() != ConfigValueType.STRING) {
      return Optional.empty();
    }
    String text = config.getString(key).trim();
    if (text.isEmpty() || text.startsWith("~") || Settings.isUri(text)) {
      return Optional.empty();
    }
    try {
      Path written = Path.of(text);
      return written.isAbsolute() ? Optional.empty() : Optional.of(written);
    } catch (InvalidPathException e) {
      return Optional.empty(); // Told by whoever opens it.
    }
  }

  /** HOCON tells a value's file and line as {@code FILE: LINE}. */
  private static Path fileOf(ConfigValue value) {
    return Path.of(value.origin().description().replaceFirst(": \\d+$", ""));
  }
}
