package io.edgewise.jobs.report;

import io.edgewise.jobs.network.DeployedArchitecture;
import io.edgewise.jobs.network.Finding;
import io.edgewise.search.lowering.DeployView;
import java.util.Locale;
import java.util.Optional;

/** The line that says what of an architecture's file a command goes by. */
public final class FoundText {

  private FoundText() {}

  /**
   * The line of a command that needs no accelerator.
   *
   * @param name of the file
   */
  public static String line(String name, DeployedArchitecture network) {
    return taken(name, network, view(network.view()), network.isAsFound());
  }

  /**
   * The line of a command that runs the network on an accelerator.
   *
   * @param isItsOwn whether the accelerator is the one of the file, or what is taken where the file
   *     has none
   */
  public static String line(
      String name, DeployedArchitecture network, String accelerator, boolean isItsOwn) {
    return taken(
        name,
        network,
        view(network.view()) + ", on " + accelerator,
        network.isAsFound() && isItsOwn);
  }

  private static String taken(
      String name, DeployedArchitecture network, String taken, boolean isAsFound) {
    Optional<Finding> finding = network.file().finding();
    if (finding.isEmpty()) {
      return name + ": an older file, which does not say how it is deployed; taken is " + taken;
    }
    Finding found = finding.get();
    String from =
        found
            .origin()
            .map(
                o ->
                    String.format(Locale.ROOT, ", from search %s, trial %s", o.search(), o.trial()))
            .orElse("");
    String had =
        String.format(Locale.ROOT, "the file has it (%.3f ms", found.metrics().latencyMillis());
    return isAsFound
        ? String.format(Locale.ROOT, "%s: %s, as %s%s)", name, taken, had, from)
        : String.format(
            Locale.ROOT,
            "%s: %s, and not as %s at %s, on %s%s)",
            name,
            taken,
            had,
            view(found.deployed()),
            found.acceleratorSpec().name(),
            from);
  }

  private static String view(DeployView view) {
    return String.format(
        Locale.ROOT,
        "%d pixels, %d channels, %d classes",
        view.resolution(),
        view.inputChannels(),
        view.classes());
  }
}
