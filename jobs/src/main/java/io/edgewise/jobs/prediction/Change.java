package io.edgewise.jobs.prediction;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.jobs.network.DeployedArchitecture;
import io.edgewise.jobs.network.NetworkFinder;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.scaling.Scale;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.networks.Networks;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A change is what a user would like to know of a network: what if it had another resolution, other
 * classes, another width?
 *
 * @param text as the user wrote it
 * @param resolution input height and width, pixels
 * @param classes outputs of the classifier
 * @param width what all channels are multiplied by
 */
public record Change(
    String text, OptionalInt resolution, OptionalInt classes, OptionalDouble width) {

  private static final String OPTION = "--what-if";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}([.][0-9]{1,9})?");

  /**
   * Reads a change.
   *
   * @param text {@code KEY=VALUE}, or several with commas between them, of the keys resolution,
   *     classes and width
   * @throws SettingsException with every mistake in it
   */
  public static Change parse(String text) {
    Settings settings = Settings.of(OPTION + " " + text, config(text));
    Change change =
        new Change(
            text,
            whole(settings, "resolution", 1, 4096),
            whole(settings, "classes", 2, 100_000),
            settings.has("width")
                ? OptionalDouble.of(settings.number("width", 0.1, 4))
                : OptionalDouble.empty());
    settings.finish();
    return change;
  }

  private static OptionalInt whole(Settings settings, String key, int min, int max) {
    return settings.has(key)
        ? OptionalInt.of(settings.integer(key, min, max))
        : OptionalInt.empty();
  }

  private static Config config(String text) {
    Map<String, Object> values = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      String[] keyAndValue = part.split("=", -1);
      if (keyAndValue.length != 2 || values.put(keyAndValue[0], value(keyAndValue[1])) != null) {
        throw refused(
            text, "allowed is KEY=VALUE, such as resolution=192 or resolution=192,width=0.75");
      }
    }
    return ConfigValueFactory.fromMap(values).toConfig();
  }

  private static Object value(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return text; // The reader of the setting refuses it with what is allowed.
    }
    if (text.contains(".")) {
      return Double.valueOf(text);
    }
    return Long.valueOf(text);
  }

  /**
   * Returns the network with the change.
   *
   * @param name of the network, as the user gave it
   * @throws SettingsException if the network cannot be changed so
   */
  LayerGraph of(String name, NetworkFinder.Found network) {
    try {
      if (network.architecture().isPresent()) {
        return of(network.architecture().get());
      }
      return Networks.find(renamed(name, network));
    } catch (IllegalArgumentException e) {
      throw refused(text, name + ": " + e.getMessage());
    }
  }

  private LayerGraph of(DeployedArchitecture network) {
    DeployView view = network.view();
    return DeployedArchitecture.graph(
        widened(network.file().architecture()),
        new DeployView(
            resolution.orElse(view.resolution()),
            view.inputChannels(),
            classes.orElse(view.classes())));
  }

  private Architecture widened(Architecture architecture) {
    if (width.isEmpty()) {
      return architecture;
    }
    if (architecture.blueprint() instanceof StagedNetwork staged) {
      return new Scale(width.getAsDouble(), 1, 1)
          .of(staged)
          .map(scaled -> new Architecture(List.of(), scaled))
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the width makes more than "
                          + StagedNetwork.MAX_CHANNELS
                          + " channels of some; allowed is a smaller one"));
    }
    throw new IllegalArgumentException("width is of networks with stages, and this has none");
  }

  /** The name of a built-in network says its resolution. */
  private String renamed(String name, NetworkFinder.Found network) {
    if (!network.isBuiltIn() || name.contains(":") || classes.isPresent() || width.isPresent()) {
      throw new IllegalArgumentException(
          "allowed is resolution for a built-in network of one name, such as mobilenet-v1-0.25;"
              + " resolution, classes and width for an architecture (.json)");
    }
    return name.replaceFirst("@.*", "") + "@" + resolution.orElseThrow();
  }

  private static SettingsException refused(String text, String problem) {
    return new SettingsException(OPTION + " " + text, List.of(problem));
  }
}
