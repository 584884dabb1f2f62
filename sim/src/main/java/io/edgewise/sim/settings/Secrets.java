package io.edgewise.sim.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps passwords and keys out of what is stored and shown. Settings are kept with a history,
 * printed in messages and logged: none of them may hold a secret, and the only place where one
 * could stand is a URI.
 */
public final class Secrets {

  /** {@code scheme://user:password@host}; {@code abfss://container@account} is no password. */
  private static final Pattern PASSWORD = Pattern.compile("(://[^/@:]*):[^/@]*@");

  /** A shared-access signature or token among the parameters of a URI. */
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "([?&](?:sig|signature|token|password|secret|[a-z_-]*key)=)[^&]+",
          Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /** Why a URI is refused, in words that do not repeat the secret; empty if it holds none. */
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

  private static String redacted(String uri) {
    Matcher password = PASSWORD.matcher(uri);
    return SIGNATURE.matcher(password.replaceAll("$1:***@")).replaceAll("$1***");
  }
}
