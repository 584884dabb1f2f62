package io.edgewise.jobs.track.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a tracking server, from the variables of the environment that MLflow's own
 * clients read. They are in no setting, which are kept and shown, and in no message.
 *
 * @param user with the password, if both are given
 * @param token in their place
 */
public record Credentials(
    @Nullable String user, @Nullable String password, @Nullable String token) {

  /** Picks them out of an environment. */
  public static Credentials of(Map<String, String> environment) {
    return new Credentials(
        environment.get("MLFLOW_TRACKING_USERNAME"),
        environment.get("MLFLOW_TRACKING_PASSWORD"),
        environment.get("MLFLOW_TRACKING_TOKEN"));
  }

  /** The value of the header {@code Authorization}, as MLflow's client makes it. */
  Optional<String> header() {
    if (user != null && password != null) {
      byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }
    return Optional.ofNullable(token).map(t -> "Bearer " + t);
  }

  /** Tells nothing of what it holds. */
  @Override
  public String toString() {
    return "Credentials[" + (header().isPresent() ? "given" : "none") + "]";
  }
}
