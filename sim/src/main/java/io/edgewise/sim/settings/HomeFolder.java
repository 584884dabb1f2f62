package io.edgewise.sim.settings;

/**
 * A path that begins with {@code ~/}, as people write it. A shell replaces that only at the
 * beginning of a word, so not in a settings file and not in {@code --set search.history=~/runs}.
 */
public final class HomeFolder {

  private HomeFolder() {}

  /**
   * The path with the user's home folder for a leading {@code ~/} or a lone {@code ~}; any other
   * path, also one whose first name only begins with a tilde, as it is.
   */
  public static String expand(String path) {
    return path.equals("~") || path.startsWith("~/")
        ? System.getProperty("user.home") + path.substring(1)
        : path;
  }
}
