package io.edgewise.jobs.command;

import io.edgewise.jobs.network.DeployRequest;
import io.edgewise.jobs.network.NetworkFinder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that tell what an architecture file does not: the size of the input, the classes. */
final class ArchitectureOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      description =
          "Input size of an architecture file's network (default: what the file says, else 224).")
  private @Nullable Integer resolution;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description =
          "Classes of an architecture file's network (default: what the file says, else 1000).")
  private @Nullable Integer classes;

  @SuppressWarnings("NullAway.Init") // picocli sets command
  ArchitectureOptions() {}

  /**
   * Finds the networks of a command.
   *
   * @param networks their names; to one that is no architecture file, the options would say nothing
   * @throws ParameterException if there is one and they are given, or they are out of range
   */
  NetworkFinder finder(List<String> networks) {
    List<String> deaf =
        networks.stream().filter(network -> !NetworkFinder.isArchitectureFile(network)).toList();
    if ((resolution != null || classes != null) && !deaf.isEmpty()) {
      throw refused(
          "--resolution and --classes are of an architecture file (.json), and "
              + (deaf.size() == networks.size()
                  ? "none is given"
                  : String.join(", ", deaf) + " would ignore them: predict it by itself")
              + "; the resolution of a built-in network is written behind it, as in"
              + " mobilenet-v1-0.25@128");
    }
    try {
      return new NetworkFinder("", new DeployRequest(resolution, classes));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
