package io.edgewise.jobs.track.mlflow;

import io.edgewise.jobs.track.TrackingException;
import io.edgewise.sim.settings.Secrets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlflow.tracking.MlflowHttpException;

/** A call failure is what came in place of the answer that was asked for, told in a line. */
final class CallFailure {

  /** Longest part of an answer that is shown. */
  private static final int SHOWN = 200;

  private static final Set<Integer> NOT_ALLOWED = Set.of(401, 403);

  /** The server finds fault with these, whoever asks and whenever. */
  private static final Set<Integer> OF_THE_REQUEST = Set.of(400, 413, 422);

  private CallFailure() {}

  /** The failure of a call that was not ended by us. */
  static TrackingException of(RuntimeException e) {
    if (!(e instanceof MlflowHttpException answer)) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new TrackingException("does not answer: " + shown(cause.getMessage()), false, e);
    }
    int status = answer.getStatusCode();
    String advice =
        NOT_ALLOWED.contains(status)
            ? " (credentials: MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or"
                + " MLFLOW_TRACKING_TOKEN, of the driver's environment)"
            : "";
    return new TrackingException(
        "answers " + status + " " + shown(answer.getBodyMessage()) + advice,
        OF_THE_REQUEST.contains(status),
        e);
  }

  /** A server may send anything, and a terminal would obey it. */
  private static String shown(@Nullable String text) {
    String line =
        Secrets.hiddenIn(String.valueOf(text)).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}
