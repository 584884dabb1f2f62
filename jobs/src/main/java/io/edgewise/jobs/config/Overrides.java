package io.edgewise.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.edgewise.sim.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Overrides are settings that win over those of a file, such as {@code --set search.seed=2}. */
public final class Overrides {

  /** An empty set of overrides leaves a file as it is. */
  public static final Overrides NONE = new Overrides(Map.of());

  private final Map<String, ConfigValue> values;

  private Overrides(Map<String, ConfigValue> values) {
    this.values = values;
  }

  /**
   * Reads what {@code --set KEY=VALUE} was given. Numbers, booleans and lists are what HOCON makes
   * of them; everything else is a text as it stands, also where HOCON would see a comment in a URI.
   *
   * @param given values by full key
   * @throws SettingsException with every key that is none, and every list that cannot be read
   */
  public static Overrides of(Map<String, String> given) {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    given.forEach(
        (key, text) -> {
          try {
            ConfigUtil.splitPath(key);
            values.put(key, value(text));
          } catch (ConfigException e) {
            problems.add(
                key
                    + "="
                    + text
                    + ": cannot be read; allowed is KEY=VALUE such as search.seed=2, or"
                    + " KEY=[a,b] for a list");
          }
        });
    if (!problems.isEmpty()) {
      throw new SettingsException("--set", problems);
    }
    return new Overrides(values);
  }

  /**
   * Adds one setting.
   *
   * @param value a number, boolean, text, or a list of these
   */
  public Overrides with(String key, Object value) {
    Map<String, ConfigValue> all = new LinkedHashMap<>(values);
    all.put(key, ConfigValueFactory.fromAnyRef(value));
    return new Overrides(all);
  }

  /** Lays these settings over others. */
  public Overrides over(Overrides others) {
    Map<String, ConfigValue> all = new LinkedHashMap<>(others.values);
    all.putAll(values);
    return new Overrides(all);
  }

  /** Lays these settings over a configuration. */
  public Config over(Config config) {
    Config result = config;
    for (Map.Entry<String, ConfigValue> override : values.entrySet()) {
      result = result.withValue(override.getKey(), override.getValue());
    }
    return result;
  }

  private static ConfigValue value(String text) {
    boolean structured = text.matches("-?[0-9.]+([eE]-?[0-9]+)?|true|false|\\[.*]");
    return structured
        ? ConfigFactory.parseString("v=" + text).getValue("v")
        : ConfigValueFactory.fromAnyRef(text);
  }
}
