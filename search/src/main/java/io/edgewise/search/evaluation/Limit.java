package io.edgewise.search.evaluation;

import io.edgewise.sim.Metric;
import java.util.Arrays;
import java.util.Optional;

/**
 * A limit is one of the constraints; their order is that in which a network is held against them.
 */
public enum Limit {
  LATENCY("latency", Metric.LATENCY),
  STREAMED_PARAMETERS("streamed parameters", Metric.STREAMED_PARAMETERS),
  ACTIVATION_MEMORY("activation memory", Metric.NARROW_MEMORY);

  private final String word;
  private final Metric metric;

  Limit(String word, Metric metric) {
    this.word = word;
    this.metric = metric;
  }

  /** The name of the limit in histories and counts. */
  public String word() {
    return word;
  }

  /** The quantity that is bounded. */
  public Metric metric() {
    return metric;
  }

  /** Returns the limit of a name; empty if it is none, as of what cannot be mapped. */
  public static Optional<Limit> of(String word) {
    return Arrays.stream(values()).filter(limit -> limit.word.equals(word)).findFirst();
  }
}
