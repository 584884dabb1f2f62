package io.edgewise.jobs.config;

import io.edgewise.sim.settings.Secrets;
import io.edgewise.sim.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * {@code search.track} and {@code search.track-server}: where trainings are told of, if anywhere.
 */
final class TrackSettings {

  private static final String KIND = "track";
  private static final String SERVER = "track-server";
  private static final String NONE = "none";

  /** An address, and nothing that could hold a secret. */
  private static final String ALLOWED =
      "; allowed is the address of a tracking server, such as http://127.0.0.1:5000";

  /** A kind is the program that keeps the runs. */
  enum Kind {
    NONE,
    MLFLOW
  }

  private TrackSettings() {}

  /**
   * Reads the two; mistakes are noted in the section.
   *
   * @return the server's address, without a slash at its end; empty if nobody is told
   */
  static Optional<URI> read(Settings search) {
    Kind kind = search.choice(KIND, Kind.class);
    String text = search.text(SERVER);
    Optional<URI> server = text.equals(NONE) ? Optional.empty() : server(search, text);
    if (kind == Kind.NONE) {
      return Optional.empty();
    }
    if (text.equals(NONE)) {
      search.problem(SERVER, "is none, but search.track is " + Settings.label(kind) + ALLOWED);
    }
    return server;
  }

  private static Optional<URI> server(Settings search, String text) {
    Optional<String> secret = Secrets.problemOf(text);
    if (secret.isPresent()) {
      search.problem(SERVER, secret.get());
      return Optional.empty();
    }
    if (!Settings.isUri(text) || text.matches("(?i)file:.*")) {
      search.problem(
          SERVER,
          "is "
              + text
              + ", a folder, which MLflow's client for Java cannot write"
              + ALLOWED
              + "; for a folder start one by mlflow server --backend-store-uri "
              + text);
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.replaceFirst("/+$", ""));
      boolean isAddress =
          ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (isAddress) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // Told below, with what is allowed.
    }
    // A token may stand where a user does.
    search.problem(SERVER, "is " + text.replaceFirst("://[^/]*@", "://***@") + ALLOWED);
    return Optional.empty();
  }
}
