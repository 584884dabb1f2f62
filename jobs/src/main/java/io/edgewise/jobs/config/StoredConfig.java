package io.edgewise.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import io.edgewise.search.history.Provenance;
import java.util.Map;

/** The settings of a search that is over, as its history keeps them, over today's defaults. */
final class StoredConfig {

  private StoredConfig() {}

  /**
   * Puts the settings together.
   *
   * @throws com.typesafe.config.ConfigException if one is not as it was written
   */
  static Config of(Provenance provenance) {
    Config config = EffectiveSettings.defaults();
    for (Map.Entry<String, String> setting : provenance.settings().entrySet()) {
      config = config.withValue(setting.getKey(), value(setting.getValue()));
    }
    return config;
  }

  /** A history keeps values as JSON, which unlike HOCON includes no files. */
  private static ConfigValue value(String text) {
    return ConfigFactory.parseString(
            "{\"value\":" + text + "}", ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON))
        .getValue("value");
  }
}
