package io.edgewise.jobs.track.mlflow;

import io.edgewise.jobs.track.TrackedRun.Attachment;
import io.edgewise.sim.settings.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Uploads files to a server that passes artefacts on to where it keeps them (<a
 * href="https://mlflow.org/docs/latest/tracking/artifacts-stores.html">{@code
 * --serve-artifacts}</a>, the default). MLflow's client for Java starts a Python for it, which is
 * not done here; files of servers that do not pass them on are left out.
 */
final class ArtifactProxy {

  /** A root of artefacts that the server itself answers for, at no other address. */
  private static final Pattern OWN = Pattern.compile("mlflow-artifacts:/(?!/)[A-Za-z0-9._/-]+");

  private final URI server;
  private final Credentials credentials;
  private final Duration limit;
  private final HttpClient http;
  private volatile int left;
  private volatile String why = "";

  ArtifactProxy(URI server, Credentials credentials, Duration limit) {
    this.server = server;
    this.credentials = credentials;
    this.limit = limit;
    this.http = HttpClient.newBuilder().connectTimeout(limit).build();
  }

  /**
   * Uploads a file; that it could not be done is only remembered.
   *
   * @param root of the run's artefacts, as the server names it
   */
  void upload(String root, Attachment file) throws InterruptedException {
    if (!OWN.matcher(root).matches()) {
      leaveOut("the server passes no artefacts on");
      return;
    }
    String path = root.replaceFirst("mlflow-artifacts:/", "") + "/" + file.name();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/api/2.0/mlflow-artifacts/artifacts/" + path))
            .timeout(limit)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(file.text()));
    credentials.header().ifPresent(value -> request.header("Authorization", value));
    try {
      int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        leaveOut("it is answered " + status);
      }
    } catch (IOException e) {
      leaveOut(Secrets.hiddenIn(e.toString()));
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread uploads, another looks.
  private void leaveOut(String reason) {
    left++;
    why = reason;
  }

  /** Counts the files that are not there, and says why the last is not; empty if all are. */
  String leftOut() {
    return left == 0
        ? ""
        : left + (left == 1 ? " network is" : " networks are") + " not uploaded: " + why;
  }
}
