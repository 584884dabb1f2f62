package io.edgewise.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.history.Provenance;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import java.util.List;

/**
 * A stored aim is what a search that is over wanted of its networks, read from its history.
 *
 * @param constraints what they had to keep
 * @param reward what they were worth
 */
public record StoredAim(Constraints constraints, RewardSettings reward) {

  private static final String REWARD = "reward";
  private static final String CONSTRAINTS = "constraints";

  /**
   * Reads the aim of a search.
   *
   * @param accelerator that it is held against, of which a limit may ask how uncertain it is
   * @param first the search's own accelerator, or the first of several, whose aim holds where that
   *     of the other is not told
   * @throws SettingsException if it is of a version that knew other settings, or a limit asks what
   *     the accelerator's file does not say
   */
  public static StoredAim of(Provenance provenance, AcceleratorSpec accelerator, String first) {
    Settings root =
        Settings.of(
            "the search's settings", sections(provenance, List.of(accelerator.name(), first)));
    Settings limits = root.section(CONSTRAINTS);
    // Read, so that it is known: what int8 costs a network is the same on every accelerator.
    var unused = ConstraintSettings.mostInt8Loss(limits);
    StoredAim aim =
        new StoredAim(
            ConstraintSettings.constraints(limits, List.of(accelerator)).get(0),
            RewardSettings.read(root.section(REWARD), List.of(accelerator.name())));
    root.finish();
    return aim;
  }

  private static Config sections(Provenance provenance, List<String> names) {
    try {
      Config all = StoredConfig.of(provenance).withoutPath("reward.weights");
      all = ofOne(all, "reward.target-millis", names);
      all = ofOne(all, "constraints.latency-millis", names);
      all = all.withValue("reward.weights", ConfigFactory.empty().root());
      return ConfigFactory.empty()
          .withValue(REWARD, all.getValue(REWARD))
          .withValue(CONSTRAINTS, all.getValue(CONSTRAINTS));
    } catch (ConfigException e) {
      throw new SettingsException(
          "the search's settings", List.of("cannot be read: " + e.getMessage()));
    }
  }

  /**
   * The number for the first of the names that a section by accelerator has; none if it has none.
   */
  private static Config ofOne(Config config, String key, List<String> names) {
    if (!(config.getValue(key) instanceof ConfigObject each)) {
      return config;
    }
    return names.stream()
        .filter(each::containsKey)
        .findFirst()
        .map(name -> config.withValue(key, each.get(name)))
        .orElseGet(() -> config.withValue(key, ConfigValueFactory.fromAnyRef("none")));
  }
}
