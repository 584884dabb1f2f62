package io.edgewise.jobs.track.mlflow;

import io.edgewise.jobs.track.TrackedRun;
import io.edgewise.jobs.track.TrackedRun.Attachment;
import io.edgewise.jobs.track.TrackedRun.Point;
import io.edgewise.jobs.track.TrackedSearch;
import io.edgewise.jobs.track.TrackingException;
import io.edgewise.jobs.track.TrackingServer;
import io.edgewise.search.trial.TrialKey;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/**
 * An MLflow tracking server: a search is an experiment of its name, a training is a run in it. Runs
 * carry the search's beginning and the trial's key as tags, by which they are found again.
 */
public final class MlflowServer implements TrackingServer {

  /** A call that takes longer is ended: the client itself would wait for ever. */
  public static final Duration CALL_LIMIT = Duration.ofSeconds(10);

  private static final String CREATED = "edgewise.created_at";
  private static final String TRIAL = "edgewise.trial";

  /** Most that a server takes at once (MLflow's REST API, {@code runs/log-batch}). */
  private static final int MOST_PARAMETERS = 100;

  private static final int MOST_VALUES = 1000;

  private static final int RUNS_A_PAGE = 1000;

  /** The client logs answers as they came, and its requests with their headers. */
  private static final List<String> LOGGERS = List.of("org.mlflow", "org.mlflow_project");

  private final URI server;
  private final Credentials credentials;
  private final Duration limit;
  private final ArtifactProxy artifacts;
  private final Map<TrialKey, RunInfo> begun = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "tracking-limit");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable MlflowClient client;
  private @Nullable TrackedSearch search;
  private String experiment = "";

  /**
   * @param server its address, without a slash at the end
   * @param limit of one call
   */
  public MlflowServer(URI server, Credentials credentials, Duration limit) {
    this.server = server;
    this.credentials = credentials;
    this.limit = limit;
    this.artifacts = new ArtifactProxy(server, credentials, limit);
    LOGGERS.forEach(name -> Configurator.setLevel(name, Level.OFF));
  }

  @Override
  public Set<TrialKey> written(TrackedSearch asked) {
    search = asked;
    begun.clear();
    experiment = call(c -> experiment(c, asked.id().value()));
    Set<TrialKey> whole = new HashSet<>();
    String filter = "tags.\"" + CREATED + "\" = '" + asked.createdAt() + "'";
    Optional<String> page = Optional.of("");
    while (page.isPresent()) {
      String token = page.get();
      RunsPage found = call(c -> runs(c, filter, token));
      found.getItems().forEach(run -> sort(run, whole));
      page = found.getNextPageToken().filter(next -> !next.isEmpty() && !next.equals(token));
    }
    begun.keySet().removeAll(whole);
    return whole;
  }

  /** Searched for: asked by name, the client takes a 404 for trouble and asks again. */
  private static String experiment(MlflowClient c, String name) {
    return c.searchExperiments("name = '" + name + "'").getItems().stream()
        .findFirst()
        .map(Experiment::getExperimentId)
        .orElseGet(() -> c.createExperiment(name));
  }

  /** A run that somebody deleted there is found, too: it is not to come back. */
  private RunsPage runs(MlflowClient c, String filter, String page) {
    List<String> experiments = List.of(experiment);
    return page.isEmpty()
        ? c.searchRuns(experiments, filter, ViewType.ALL, RUNS_A_PAGE)
        : c.searchRuns(experiments, filter, ViewType.ALL, RUNS_A_PAGE, List.of(), page);
  }

  private void sort(Run run, Set<TrialKey> whole) {
    Optional<TrialKey> key =
        run.getData().getTagsList().stream()
            .filter(tag -> tag.getKey().equals(TRIAL))
            .findFirst()
            .flatMap(tag -> key(tag.getValue()));
    boolean isBroken =
        run.getInfo().getStatus() == RunStatus.RUNNING
            && run.getInfo().getLifecycleStage().equals("active");
    if (isBroken) {
      key.ifPresent(trial -> begun.put(trial, run.getInfo()));
    } else {
      key.ifPresent(whole::add);
    }
  }

  /** Somebody may have changed the tag, and then it names no trial. */
  private static Optional<TrialKey> key(String text) {
    try {
      return Optional.of(TrialKey.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(TrackedRun run) {
    RunInfo info = begun.computeIfAbsent(run.trial(), trial -> call(c -> c.createRun(begin(run))));
    log(info.getRunId(), run);
    run.file().ifPresent(file -> upload(info, file));
    RunStatus end = run.succeeded() ? RunStatus.FINISHED : RunStatus.FAILED;
    call(
        c -> {
          c.setTerminated(info.getRunId(), end, run.to().toEpochMilli());
          return end;
        });
    begun.remove(run.trial());
  }

  private CreateRun begin(TrackedRun run) {
    CreateRun.Builder request =
        CreateRun.newBuilder()
            .setExperimentId(experiment)
            .setRunName(run.name())
            .setStartTime(run.from().toEpochMilli())
            .addTags(tag(CREATED, String.valueOf(Objects.requireNonNull(search).createdAt())))
            .addTags(tag(TRIAL, run.trial().toString()))
            .addTags(tag("mlflow.source.name", "edgewise search " + search.id()))
            .addTags(tag("mlflow.source.type", "JOB"));
    run.tags().forEach((name, text) -> request.addTags(tag(name, text)));
    return request.build();
  }

  private static RunTag tag(String name, String text) {
    return RunTag.newBuilder().setKey(name).setValue(text).build();
  }

  private void log(String id, TrackedRun run) {
    List<Param> parameters = new ArrayList<>();
    run.parameters()
        .forEach(
            (name, text) -> parameters.add(Param.newBuilder().setKey(name).setValue(text).build()));
    List<Metric> metrics =
        run.points().stream().map(point -> metric(point, run.to().toEpochMilli())).toList();
    int parts =
        Math.max(
            ceil(parameters.size(), MOST_PARAMETERS),
            ceil(metrics.size(), MOST_VALUES - MOST_PARAMETERS));
    for (int part = 0; part < parts; part++) {
      List<Param> some = part(parameters, part, MOST_PARAMETERS);
      List<Metric> values = part(metrics, part, MOST_VALUES - MOST_PARAMETERS);
      call(
          c -> {
            c.logBatch(id, values, some, List.of());
            return id;
          });
    }
  }

  private static Metric metric(Point point, long millis) {
    return Metric.newBuilder()
        .setKey(point.metric())
        .setValue(point.value())
        .setStep(point.step())
        .setTimestamp(millis)
        .build();
  }

  private static int ceil(int size, int most) {
    return (size + most - 1) / most;
  }

  private static <T> List<T> part(List<T> all, int part, int most) {
    int from = Math.min(part * most, all.size());
    return all.subList(from, Math.min(from + most, all.size()));
  }

  private void upload(RunInfo info, Attachment file) {
    try {
      artifacts.upload(info.getArtifactUri(), file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrackingException("was left in the middle of a file", false, e);
    }
  }

  @Override
  public String leftOut() {
    return artifacts.leftOut();
  }

  /** Asks the server within the limit; a client that was ended so is never used again. */
  private <T> T call(Function<MlflowClient, T> request) {
    MlflowClient ours = client();
    AtomicBoolean isOver = new AtomicBoolean();
    try {
      Future<?> end =
          timer.schedule(
              () -> {
                isOver.set(true);
                ours.close();
              },
              limit.toMillis(),
              TimeUnit.MILLISECONDS);
      try {
        return request.apply(ours);
      } finally {
        end.cancel(false);
        client = isOver.get() ? null : ours;
      }
    } catch (RuntimeException e) {
      client = null;
      ours.close();
      throw isOver.get()
          ? new TrackingException("gave no answer within " + limit.toSeconds() + " s", false, e)
          : CallFailure.of(e);
    }
  }

  private MlflowClient client() {
    MlflowClient known = client;
    if (known == null) {
      known =
          new MlflowClient(
              new BasicMlflowHostCreds(
                  server.toString(),
                  credentials.user(),
                  credentials.password(),
                  credentials.token(),
                  false));
      client = known;
    }
    return known;
  }

  /** Ends a call that is under way; there is none after it. */
  @Override
  public void close() {
    timer.shutdownNow(); // A call that comes later is refused by it.
    MlflowClient known = client;
    if (known != null) {
      known.close();
    }
  }
}
