package io.edgewise.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.history.Provenance;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import java.util.List;
import java.util.Optional;

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
   * @throws SettingsException if it is of a version that knew other settings, or a limit asks what
   *     the accelerator's file does not say
   */
  public static StoredAim of(Provenance provenance, AcceleratorSpec accelerator) {
    Settings root = Settings.of("the search's settings", sections(provenance));
    Settings limits = root.section(CONSTRAINTS);
    // Read, so that it is known: what int8 costs a network is the same on every accelerator.
    var unused = ConstraintSettings.mostInt8Loss(limits);
    StoredAim aim =
        new StoredAim(
            ConstraintSettings.constraints(limits, Optional.of(accelerator)),
            RewardSettings.read(root.section(REWARD)));
    root.finish();
    return aim;
  }

  private static Config sections(Provenance provenance) {
    try {
      Config all = StoredConfig.of(provenance);
      return ConfigFactory.empty()
          .withValue(REWARD, all.getValue(REWARD))
          .withValue(CONSTRAINTS, all.getValue(CONSTRAINTS));
    } catch (ConfigException e) {
      throw new SettingsException(
          "the search's settings", List.of("cannot be read: " + e.getMessage()));
    }
  }
}
