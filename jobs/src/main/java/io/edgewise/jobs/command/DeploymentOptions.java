package io.edgewise.jobs.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that put networks and chips together otherwise than one to one. */
final class DeploymentOptions {

  /** More USB ports or PCIe slots than anybody has for one network. */
  private static final int MOST_CHIPS = 64;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--co-compiled",
      description =
          "Predicts a round of all networks on one chip: compiled together, in this order, and compiled apart.")
  private boolean coCompiled;

  @Option(
      names = "--pipeline",
      paramLabel = "CHIPS",
      description =
          "Cuts each network over as many chips: once so that the slowest is fastest, once by parameter memory.")
  private @Nullable Integer chips;

  @SuppressWarnings("NullAway.Init") // picocli sets command
  DeploymentOptions() {}

  /** Tells whether the networks share one chip. */
  boolean coCompiled() {
    return coCompiled;
  }

  /** The chips that each network is cut over; 1 if it is not. */
  int chips() {
    return chips == null ? 1 : chips;
  }

  /**
   * Checks the options.
   *
   * @param networks how many are given
   * @param byThemselves whether options are given that are of networks by themselves
   * @throws ParameterException if they do not go together
   */
  void require(int networks, boolean byThemselves) {
    if (chips != null && (chips < 2 || chips > MOST_CHIPS)) {
      throw refused("--pipeline = " + chips + ": allowed is 2 to " + MOST_CHIPS + " chips");
    }
    if (coCompiled && chips != null) {
      throw refused("--co-compiled puts networks on one chip, --pipeline cuts one over several");
    }
    if (coCompiled && networks < 2) {
      throw refused("--co-compiled: one network is given; name at least two to share the chip");
    }
    if ((coCompiled || chips != null) && byThemselves) {
      throw refused(
          "--what-if and --layers are of a network by itself; leave out "
              + (coCompiled ? "--co-compiled" : "--pipeline"));
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
