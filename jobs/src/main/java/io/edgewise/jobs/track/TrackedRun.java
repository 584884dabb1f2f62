package io.edgewise.jobs.track;

import io.edgewise.search.trial.TrialKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tracked run is what a tracking server is told of one training. It is the same each time it is
 * made from the same row of the history.
 *
 * @param name what people call it
 * @param succeeded whether the training came to something
 * @param parameters the choices by decision
 * @param points the metrics
 * @param tags what else is known, texts by name
 * @param file the network's, if the training came to something
 */
public record TrackedRun(
    TrialKey trial,
    String name,
    boolean succeeded,
    Instant from,
    Instant to,
    SortedMap<String, String> parameters,
    List<Point> points,
    SortedMap<String, String> tags,
    Optional<Attachment> file) {

  public TrackedRun {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    points = List.copyOf(points);
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /**
   * A value of a metric.
   *
   * @param value a finite number
   * @param step the epoch after which it held, from 1; 0 of what holds for the whole run
   */
  public record Point(String metric, double value, long step) {}

  /** A text that goes with a run as a file. */
  public record Attachment(String name, String text) {}
}
