package io.edgewise.jobs.report;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Set;

/** An accelerator's settings as a file that stands by itself, comments included. */
public final class AcceleratorText {

  private AcceleratorText() {}

  /**
   * The file's text.
   *
   * @param fitted keys whose comment becomes {@code origin}
   */
  public static String of(Config settings, Set<String> fitted, String origin) {
    Config commented = settings;
    for (String key : fitted) {
      ConfigValue value = settings.getValue(key);
      ConfigOrigin with = value.origin().withComments(List.of(" " + origin));
      commented = commented.withValue(key, value.withOrigin(with));
    }
    return commented
        .root()
        .render(
            ConfigRenderOptions.defaults()
                .setOriginComments(false)
                .setComments(true)
                .setJson(false)
                .setFormatted(true));
  }
}
