package io.edgewise.jobs.search;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.history.SearchWriter;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.status.SearchObserver;
import io.edgewise.jobs.track.Patience;
import io.edgewise.jobs.track.TrackedSearch;
import io.edgewise.jobs.track.Tracker;
import io.edgewise.jobs.track.TrialRuns;
import io.edgewise.jobs.track.mlflow.Credentials;
import io.edgewise.jobs.track.mlflow.MlflowClientJar;
import io.edgewise.jobs.track.mlflow.MlflowServer;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.settings.SettingsException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/** A search's trainings as runs of a tracking server, if that is asked for. */
public final class SearchTracking implements SearchObserver, AutoCloseable {

  private final Optional<Tracker> tracker;

  private SearchTracking(Optional<Tracker> tracker) {
    this.tracker = tracker;
  }

  /**
   * Refuses a search that is to be tracked where nobody can: that is known before it starts.
   *
   * @throws SettingsException that names what is missing
   */
  public static void require(SearchConfig config) {
    if (config.search().trackingServer().isPresent() && !MlflowClientJar.isThere()) {
      throw new SettingsException(
          config.settings().origin(),
          List.of(
              "search.track: is mlflow, but MLflow's client for Java is not on the class path;"
                  + " add spark.jars.packages "
                  + MlflowClientJar.COORDINATES
                  + " to the properties of EDGEWISE_SPARK_CONF (spark-submit --packages), or its"
                  + " jar by --jars; allowed without is none"));
    }
  }

  /** The tracking of a search that is being written; of nothing, unless the search asks for it. */
  static SearchTracking of(
      SearchConfig config, JavaSparkContext spark, SearchWriter writer, Console console) {
    return new SearchTracking(
        config
            .search()
            .trackingServer()
            .map(server -> tracker(config, spark.hadoopConfiguration(), writer, console, server)));
  }

  private static Tracker tracker(
      SearchConfig config, Configuration hadoop, SearchWriter writer, Console console, URI server) {
    return new Tracker(
        new MlflowServer(server, Credentials.of(System.getenv()), MlflowServer.CALL_LIMIT),
        server.toString(),
        writer::stored,
        stored -> new TrialRuns(TrackedSearch.of(stored), networks(config, hadoop, stored)),
        Patience.STANDARD,
        line -> console.note("%s", line));
  }

  /** The files of networks, each on the accelerator that was in force when it was simulated. */
  private static Function<Trial, NetworkFile> networks(
      SearchConfig config, Configuration hadoop, StoredSearch stored) {
    NetworkFiles first = NetworkFiles.of(config, config.task(), hadoop);
    NavigableMap<Integer, NetworkFiles> after = new TreeMap<>(Map.of(-1, first));
    if (config.latency().recalibrate()) {
      stored
          .generations()
          .forEach(
              row ->
                  Optional.ofNullable(row.accelerator())
                      .map(config::calibrated)
                      .map(fitted -> new NetworkFiles(fitted, first.proxy(), first.metric()))
                      .ifPresent(files -> after.put(row.generation(), files)));
    }
    return trial ->
        Objects.requireNonNull(after.lowerEntry(trial.generation())).getValue().file(trial, 0);
  }

  @Override
  public void started(Tally committed) {
    tracker.ifPresent(t -> t.started(committed));
  }

  @Override
  public void committed(Generation generation, Tally committed) {
    tracker.ifPresent(t -> t.committed(generation, committed));
  }

  /** The search is over: waits a while for what is still to be written, and tells what came. */
  void finish() {
    tracker.ifPresent(Tracker::finish);
  }

  @Override
  public void close() {
    tracker.ifPresent(Tracker::close);
  }
}
