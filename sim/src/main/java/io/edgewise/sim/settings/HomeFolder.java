package io.edgewise.sim.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path that begins with {@code ~/}, as people write it. A shell replaces that only at the
 * beginning of a word, so not in a settings file and not in {@code --set search.history=~/runs}.
 *
 * <p>The home folder is what a shell takes for it: the variable HOME, which {@code sudo}, {@code
 * docker --user} and service managers set to something else than the user's entry in /etc/passwd,
 * from which Java takes {@code user.home}. That one counts where HOME is not set.
 */
public final class HomeFolder {

  private HomeFolder() {}

  /**
   * The path with the user's home folder for a leading {@code ~/} or a lone {@code ~}; any other
   * path, also one whose first name only begins with a tilde, as it is.
   *
   * @throws SettingsException if a home folder is needed and none is known
   */
  public static String expand(String path) {
    return expand(path, System.getenv("HOME"), System.getProperty("user.home"));
  }

  /**
   * A file on this machine by its {@link #expand expanded} path.
   *
   * @throws SettingsException if the text can be no path
   */
  public static Path path(String text) {
    try {
      return Path.of(expand(text));
    } catch (InvalidPathException e) {
      throw new SettingsException(text, List.of("can be no path of a file: " + e.getReason()));
    }
  }

  static String expand(String path, @Nullable String home, @Nullable String javasHome) {
    if (!path.equals("~") && !path.startsWith("~/")) {
      return path;
    }
    // Java has "?" for a user without an entry.
    return Stream.of(home == null ? "" : home, javasHome == null ? "" : javasHome)
            .filter(folder -> folder.startsWith("/"))
            .findFirst()
            .orElseThrow(
                () ->
                    new SettingsException(
                        path,
                        List.of("the home folder is not known; set HOME, or write the whole path")))
        + path.substring(1);
  }
}
