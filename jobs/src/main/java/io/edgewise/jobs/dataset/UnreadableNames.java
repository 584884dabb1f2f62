package io.edgewise.jobs.dataset;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * This class says what is told of files that a listing names and nobody can open. A JVM spells
 * names in the encoding of the locale that it was started with; bytes that mean nothing there are
 * shown as a replacement character, and the way back to the file is lost.
 */
final class UnreadableNames {

  private static final char REPLACEMENT = '\uFFFD';
  private static final int MOST_NAMED = 3;

  private UnreadableNames() {}

  /**
   * @param folder that holds them, empty or ending in a slash
   * @param names at least one
   */
  static String message(String folder, List<String> names) {
    String named =
        folder + String.join(", " + folder, names.subList(0, Math.min(MOST_NAMED, names.size())));
    String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
    boolean misspelt = names.stream().anyMatch(name -> name.indexOf(REPLACEMENT) >= 0);
    return named
        + more
        + ": cannot be opened: "
        + (misspelt ? remedy() : "a link that leads nowhere; remove it");
  }

  /** Words on a path that is not found and has letters that the locale cannot spell; or nothing. */
  static String hint(String path) {
    boolean ascii = path.chars().allMatch(c -> c < 128);
    return ascii || isUtf8() ? "" : "; " + remedy();
  }

  private static String remedy() {
    return isUtf8()
        ? "the name is not UTF-8; rename it, such as with convmv"
        : "this locale cannot spell the name (sun.jnu.encoding = "
            + encoding()
            + "); start with the environment variable LC_ALL=C.UTF-8, on executors too";
  }

  private static boolean isUtf8() {
    return Charset.isSupported(encoding())
        && Charset.forName(encoding()).equals(StandardCharsets.UTF_8);
  }

  private static String encoding() {
    return System.getProperty("sun.jnu.encoding", "UTF-8");
  }
}
