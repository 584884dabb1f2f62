package io.edgewise.search.space.file;

import com.typesafe.config.Config;
import io.edgewise.search.space.NetworkFamily;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.SettingsFiles;
import java.nio.file.Path;
import java.util.List;

/** Reads search spaces, {@code conf/spaces/*.conf}. */
public final class SearchSpaceFile {

  private static final String BUILT_IN = "/io/edgewise/conf/spaces/";

  static final List<String> NAMES =
      List.of(
          "efficientnet",
          "efficientnet-edgetpu",
          "mobilenet-edgetpu-v2",
          "nasbench201",
          "small-images");

  private SearchSpaceFile() {}

  /** The names of the spaces that travel in the jar. */
  public static List<String> builtIn() {
    return NAMES;
  }

  /**
   * Finds a space by file or by built-in name such as {@code efficientnet-edgetpu}.
   *
   * @throws SettingsException if there is neither, or the description is wrong
   */
  public static SearchSpace find(String fileOrName) {
    return parse(fileOrName, settings(fileOrName));
  }

  /**
   * The settings of a space as they stand in its file.
   *
   * @throws SettingsException if there is no such file or built-in name, or it is not HOCON
   */
  public static Config settings(String fileOrName) {
    return SettingsFiles.find(
        fileOrName,
        BUILT_IN,
        NAMES,
        "is neither a search-space file nor the name of a built-in search space; built in are "
            + String.join(", ", NAMES));
  }

  /**
   * Reads a space file.
   *
   * @throws SettingsException with every mistake, if it is missing or wrong
   */
  public static SearchSpace read(Path file) {
    return parse(file.toString(), SettingsFiles.read(file));
  }

  /**
   * Reads a space from settings.
   *
   * @param origin names them in messages
   * @throws SettingsException with every mistake
   */
  public static SearchSpace parse(String origin, Config config) {
    return parse(Settings.of(origin, config));
  }

  /**
   * Returns what of a space is allowed and yet may not be what is meant, one sentence each without
   * a full stop.
   *
   * @param origin the file
   * @param config what was read from it
   * @throws SettingsException with every mistake
   */
  public static List<String> warnings(String origin, Config config) {
    Settings root = Settings.of(origin, config);
    parse(root);
    return root.warnings();
  }

  private static SearchSpace parse(Settings root) {
    String name = root.text("name");
    NetworkFamily family = root.choice("family", Family.class).readSpace(root);
    root.finish();
    return new SearchSpace(name, family);
  }
}
