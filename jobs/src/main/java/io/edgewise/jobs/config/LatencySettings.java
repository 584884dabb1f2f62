package io.edgewise.jobs.config;

import io.edgewise.jobs.latency.LatencyCommand;
import io.edgewise.jobs.process.Command;
import io.edgewise.sim.settings.Settings;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code latency}: whether networks are measured on the device itself, and what follows
 * from that.
 *
 * @param command that measures them; empty if nobody does
 * @param measure most networks of a generation that are measured
 * @param resource of Spark's that the device is; empty if it is at the driver
 * @param recalibrate whether the accelerator is fitted anew where the device disagrees with it
 */
public record LatencySettings(
    Optional<LatencyCommand> command, int measure, Optional<String> resource, boolean recalibrate) {

  private static final String NONE = "none";

  /**
   * Reads the section; mistakes are noted in it.
   *
   * @param accelerators the names of the search's
   */
  static LatencySettings read(Settings latency, List<String> accelerators) {
    Command command = new Command(latency.words("command"));
    LatencyCommand whole =
        new LatencyCommand(
            command,
            1000 * latency.whole("time-limit-seconds", 1, 86_400),
            latency.whole("command-memory-bytes", 1 << 20, 1L << 50),
            latency.integer("retries", 0, 100));
    int measure = latency.integer("measure", 1, 1000);
    String resource = latency.text("resource");
    if (!resource.matches("[a-z][a-z0-9-]{0,62}")) {
      latency.problem(
          "resource",
          "is "
              + resource
              + "; allowed is none, or the name of a resource of Spark's in lower case, such as"
              + " edgetpu");
    }
    boolean recalibrate = latency.flag("recalibrate");
    boolean measures = !command.words().isEmpty();
    if (measures) {
      check(latency, command, accelerators);
    } else if (recalibrate) {
      latency.problem(
          "recalibrate",
          "is true, but there is no latency.command whose measurements it could follow; allowed is"
              + " false");
    }
    return new LatencySettings(
        measures ? Optional.of(whole) : Optional.empty(),
        measure,
        Optional.of(resource).filter(name -> !name.equals(NONE)),
        recalibrate);
  }

  private static void check(Settings latency, Command command, List<String> accelerators) {
    if (accelerators.size() > 1) {
      latency.problem(
          "command",
          "measures one device, but the search has the accelerators "
              + String.join(", ", accelerators)
              + "; allowed is [] with several");
    }
    List<String> unknown = command.unknownPlaceholders(LatencyCommand.PLACEHOLDERS);
    if (!unknown.isEmpty()) {
      latency.problem(
          "command",
          "has "
              + String.join(", ", unknown)
              + "; allowed in braces is "
              + String.join(", ", LatencyCommand.PLACEHOLDERS.stream().sorted().toList()));
    }
    String file = "{" + LatencyCommand.FILE + "}";
    if (command.words().stream().noneMatch(word -> word.contains(file))) {
      latency.problem("command", "does not say " + file + ", the file that is to be measured");
    }
  }
}
