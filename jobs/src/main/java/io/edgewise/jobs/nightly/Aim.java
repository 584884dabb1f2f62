package io.edgewise.jobs.nightly;

import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An aim is what a night's networks are held against.
 *
 * @param targetMillis the latency that the reward aims at
 * @param limits the constraints that no trained network breaks
 * @param mostInt8Loss by how much accuracies in int8 may be below those in floats; infinite for no
 *     limit
 */
public record Aim(double targetMillis, Constraints limits, double mostInt8Loss) {

  /** Latencies of up to this much over the target were close. */
  private static final double CLOSE = 1.1;

  boolean isMetBy(double latencyMillis) {
    return latencyMillis <= targetMillis;
  }

  /** Returns whether a latency misses the target by at most a tenth of it. */
  boolean isMissedClosely(double latencyMillis) {
    return !isMetBy(latencyMillis) && latencyMillis <= CLOSE * targetMillis;
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (limits.latencyMillis() < Double.POSITIVE_INFINITY) {
      parts.add(String.format(Locale.ROOT, "latency %.2f ms", limits.latencyMillis()));
    }
    if (limits.streamedParameterBytes() < Long.MAX_VALUE) {
      parts.add(
          String.format(
              Locale.ROOT, "streamed parameters %,d bytes", limits.streamedParameterBytes()));
    }
    if (limits.narrowMemoryBytesPerTile() < Long.MAX_VALUE) {
      parts.add(
          String.format(
              Locale.ROOT,
              "activation memory %,d bytes a tile",
              limits.narrowMemoryBytesPerTile()));
    }
    if (mostInt8Loss < Double.POSITIVE_INFINITY) {
      parts.add(
          String.format(Locale.ROOT, "%s %.2f points", Scoring.INT8_LOSS, 100 * mostInt8Loss));
    }
    return String.format(
        Locale.ROOT,
        "target %.2f ms; limits: %s",
        targetMillis,
        parts.isEmpty() ? "none" : String.join(", ", parts));
  }
}
