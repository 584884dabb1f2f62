package io.edgewise.jobs.track;

import io.edgewise.jobs.history.TrialRow;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.track.TrackedRun.Attachment;
import io.edgewise.jobs.track.TrackedRun.Point;
import io.edgewise.search.space.Choice;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.OnAccelerator;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * This class tells the trials of a search as runs, by the names that the history has for it all. A
 * run is a training: what was rejected before one, or repeats an earlier network, is none.
 */
public final class TrialRuns {

  /** Every name of a tag begins so: tags are shared by all that writes to the server. */
  static final String TAG = "edgewise.";

  /** Longest text of a tag that servers of all versions take. */
  private static final int LONGEST_TAG = 2000;

  private final TrackedSearch search;
  private final Function<Trial, NetworkFile> networks;

  /**
   * @param networks the files of measured trials' networks
   */
  public TrialRuns(TrackedSearch search, Function<Trial, NetworkFile> networks) {
    this.search = search;
    this.networks = networks;
  }

  /** Returns whether a row is of a training. */
  static boolean isTraining(TrialRow row) {
    return row.proxy() != null;
  }

  /** The run of a trial that was trained. */
  TrackedRun run(TrialRow row) {
    Trial trial = row.trial();
    Optional<Cost> cost = trial.cost();
    Optional<Evaluation.Span> span = cost.flatMap(c -> Optional.ofNullable(c.span()));
    Instant from = span.map(Evaluation.Span::from).orElse(search.createdAt());
    return new TrackedRun(
        trial.key(),
        "trial " + trial.key(),
        !(trial.evaluation() instanceof Evaluation.Failed),
        from,
        span.map(Evaluation.Span::to)
            .orElse(from.plusMillis(cost.map(Cost::trainingMillis).orElse(0L))),
        parameters(trial),
        points(row, trial),
        tags(row, trial),
        file(trial));
  }

  private static SortedMap<String, String> parameters(Trial trial) {
    SortedMap<String, String> parameters = new TreeMap<>();
    for (Choice choice : trial.architecture().choices()) {
      parameters.put(choice.decision(), choice.value());
    }
    return parameters;
  }

  private static List<Point> points(TrialRow row, Trial trial) {
    List<Point> points = new ArrayList<>();
    add(points, "accuracy", row.accuracy());
    add(points, "accuracy_error", row.accuracyError());
    add(points, "float_accuracy", row.floatAccuracy());
    add(points, "int8_accuracy", row.int8Accuracy());
    add(points, "reward", row.reward());
    add(points, "measured_latency_ms", row.measuredLatencyMs());
    trial.cost().ifPresent(cost -> add(points, "training_ms", (double) cost.trainingMillis()));
    trial.latency().map(LatencyReport::metrics).ifPresent(metrics -> add(points, metrics));
    if (trial.costs().areSeveral()) {
      for (OnAccelerator on : trial.costs().each()) {
        add(points, "latency_ms." + on.accelerator(), on.report().latencyMillis());
        add(points, "reward." + on.accelerator(), on.reward());
      }
    }
    if (row.metrics() != null) {
      row.metrics().forEach((name, value) -> add(points, "metrics." + name, value));
    }
    for (int i = 0; i < row.epochLosses().size(); i++) {
      add(points, "training_loss", row.epochLosses().get(i), i + 1);
    }
    return points;
  }

  private static void add(List<Point> points, Metrics metrics) {
    for (Metric metric : Metric.values()) {
      metric.known(metrics).ifPresent(value -> add(points, metric.column(), value.doubleValue()));
    }
  }

  private static void add(List<Point> points, String metric, @Nullable Double value) {
    if (value != null) {
      add(points, metric, value, 0);
    }
  }

  /** A number that is not known, or is none, has no place in a picture. */
  private static void add(List<Point> points, String metric, double value, long step) {
    if (Double.isFinite(value)) {
      points.add(new Point(metric, value, step));
    }
  }

  private SortedMap<String, String> tags(TrialRow row, Trial trial) {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(TAG + "search_id", search.id().value());
    tags.put(TAG + "architecture_id", row.architectureId());
    tags.put(TAG + "status", row.status());
    put(tags, "reason", Optional.ofNullable(row.reason()));
    put(tags, "detail", Optional.ofNullable(row.detail()));
    put(tags, "bottleneck", Optional.ofNullable(row.bottleneck()));
    put(tags, "host", Optional.ofNullable(row.host()));
    trial
        .training()
        .ifPresent(
            training -> {
              put(tags, "proxy", Optional.of(training.proxy()));
              tags.put(TAG + "seed", String.valueOf(training.seed()));
            });
    return tags;
  }

  private static void put(SortedMap<String, String> tags, String name, Optional<String> text) {
    text.map(TrialRuns::line)
        .filter(t -> !t.isEmpty())
        .ifPresent(t -> tags.put(TAG + name, t.substring(0, Math.min(t.length(), LONGEST_TAG))));
  }

  /** A trainer or a host may have said anything, and databases of servers do not take all. */
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private Optional<Attachment> file(Trial trial) {
    return trial.isMeasured() && trial.latency().isPresent()
        ? Optional.of(
            new Attachment(trial.architecture().id() + ".json", networks.apply(trial).toJson()))
        : Optional.empty();
  }
}
