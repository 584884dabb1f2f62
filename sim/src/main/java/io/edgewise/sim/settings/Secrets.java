package io.edgewise.sim.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps passwords and keys out of what is stored and shown. Settings are kept with a history,
 * printed in messages and logged: none of them may hold a secret, and the only place where one
 * could stand is a URI. Messages of others, such as a file system's, may hold more.
 */
public final class Secrets {

  /** {@code scheme://user:password@host}; {@code abfss://container@account} is no password. */
  private static final Pattern PASSWORD = Pattern.compile("(://)[^/@:\\s]*:[^/@\\s]*@");

  /** A shared-access signature or token among the parameters of a URI. */
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "([?&](?:sig|signature|token|password|secret|[a-z_-]*key)=)[^&\\s]+",
          Pattern.CASE_INSENSITIVE);

  /** {@code key=value} or {@code key: value} in a text, where the key speaks of a secret. */
  private static final Pattern NAMED =
      Pattern.compile(
          "((?:secret|password|passwd|token|credential|access[.-]?key)[\\w.-]*\\s*[=:]\\s*)[^\\s,;&]+",
          Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /**
   * Returns why a URI is refused, in words that do not repeat the secret; empty if it holds none.
   */
  public static Optional<String> problemOf(String uri) {
    String shown = redacted(uri);
    return shown.equals(uri)
        ? Optional.empty()
        : Optional.of(
            "is "
                + shown
                + ", which holds a password or key; settings are kept and shown. Allowed is a URI"
                + " without: give the secret to Spark (spark.hadoop.…, a credential provider) or to"
                + " the environment");
  }

  /** A text that others read, such as the message of an error, with its secrets hidden. */
  public static String hiddenIn(String text) {
    return NAMED.matcher(redacted(text)).replaceAll("$1***");
  }

  private static String redacted(String text) {
    Matcher password = PASSWORD.matcher(text);
    return SIGNATURE.matcher(password.replaceAll("$1***@")).replaceAll("$1***");
  }
}
