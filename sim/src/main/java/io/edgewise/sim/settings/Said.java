package io.edgewise.sim.settings;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;

/**
 * A setting as it is said somewhere: of several files that say a key, the one that wins.
 *
 * @param value as a settings file writes it
 * @param file that says it, or whatever it was read from; HOCON tells a place as {@code FILE: LINE}
 * @param line from 1; -1 where it was read from no file
 */
public record Said(String value, String file, int line) {

  static Said of(ConfigValue value) {
    return new Said(
        value.render(ConfigRenderOptions.concise()).replace(",", ", "),
        value.origin().description().replaceFirst(": \\d+(-\\d+)?$", ""),
        value.origin().lineNumber());
  }

  /** The value with its place, such as {@code [3] (my-space.conf, line 4)}. */
  @Override
  public String toString() {
    return value + " (" + file + ", line " + line + ")";
  }
}
