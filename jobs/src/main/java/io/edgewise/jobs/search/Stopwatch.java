package io.edgewise.jobs.search;

import io.edgewise.search.history.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Tells how much of a generation, which begins with the stopwatch, goes to training. */
public final class Stopwatch {

  private final Instant start = Instant.now();
  private long trainingNanos;

  /** Runs the training and counts its time. */
  public <T> T training(Supplier<T> training) {
    long begin = System.nanoTime();
    try {
      return training.get();
    } finally {
      trainingNanos += System.nanoTime() - begin;
    }
  }

  /** The times of the generation if it ends now. */
  public Times times() {
    Instant end = Instant.now();
    long trainingMillis = trainingNanos / 1_000_000;
    long otherMillis = Math.max(0, Duration.between(start, end).toMillis() - trainingMillis);
    return new Times(start, end, otherMillis, trainingMillis);
  }
}
