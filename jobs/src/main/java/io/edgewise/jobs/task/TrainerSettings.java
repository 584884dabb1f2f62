package io.edgewise.jobs.task;

import io.edgewise.jobs.process.Command;
import io.edgewise.sim.settings.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** The settings say who finds out what a proxy comes to. */
public sealed interface TrainerSettings extends Serializable {

  /** The names that a word of a command may ask for, in braces. */
  Set<String> PLACEHOLDERS =
      Set.of(
          "network.py",
          "network.json",
          "result.json",
          "seed",
          "from-epoch",
          "to-epoch",
          "epochs",
          "batch-size",
          "learning-rate",
          "resolution",
          "data",
          "checkpoints");

  /** Words of a command, in messages. */
  String WORDS = "a list of a program and its arguments, such as [\"python3\", \"train.py\", …]";

  /** Edgewise trains them itself. */
  record BuiltIn() implements TrainerSettings {}

  /**
   * A command of the user's trains them, one process a candidate.
   *
   * @param memoryBytes that it may hold with all it starts
   */
  record ByCommand(Command command, long memoryBytes) implements TrainerSettings {}

  /**
   * They have been trained before, and a table knows what came of it.
   *
   * @param path of a CSV or Parquet file, or of a folder of Parquet files, any Hadoop URI
   */
  record ByTable(String path) implements TrainerSettings {}

  /** The words of {@code proxy.trainer}. */
  enum Kind {
    EDGEWISE,
    COMMAND,
    TABLE
  }

  /** Reads them off the section {@code proxy}; mistakes are noted in it. */
  static TrainerSettings read(Settings proxy) {
    Kind kind = proxy.choice("trainer", Kind.class);
    Command command = new Command(proxy.words("command"));
    long memory = proxy.whole("command-memory-bytes", 1 << 20, 1L << 50);
    boolean table = proxy.has("table");
    requireFor(proxy, kind == Kind.COMMAND, "command", !command.words().isEmpty(), WORDS);
    requireFor(
        proxy, kind == Kind.TABLE, "table", table, "the CSV file or Parquet of finished trainings");
    return switch (kind) {
      case EDGEWISE -> new BuiltIn();
      case COMMAND -> new ByCommand(checked(proxy, command), memory);
      case TABLE -> new ByTable(table ? proxy.absoluteLocation("table") : "?");
    };
  }

  private static void requireFor(
      Settings proxy, boolean chosen, String key, boolean given, String allowed) {
    if (chosen && !given) {
      proxy.problem(key, "missing; allowed with trainer = " + key + " is " + allowed);
    }
  }

  private static Command checked(Settings proxy, Command command) {
    if (command.words().isEmpty()) {
      return command;
    }
    List<String> unknown = command.unknownPlaceholders(PLACEHOLDERS);
    if (!unknown.isEmpty()) {
      proxy.problem(
          "command",
          "has "
              + String.join(", ", unknown)
              + "; allowed in braces is "
              + String.join(", ", PLACEHOLDERS.stream().sorted().toList()));
    }
    if (command.words().stream().noneMatch(word -> word.contains("{result.json}"))) {
      proxy.problem(
          "command", "does not say {result.json}, the file that the accuracy is read from");
    }
    return command;
  }
}
