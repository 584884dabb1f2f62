package io.edgewise.jobs.search;

import io.edgewise.search.history.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Tells how much of a generation went to training. */
public final class Stopwatch {

  private long trainingNanos;

  public void reset() {
    trainingNanos = 0;
  }

  /** Runs the training and counts its time. */
  public <T> T time(Supplier<T> training) {
    long start = System.nanoTime();
    try {
      return training.get();
    } finally {
      trainingNanos += System.nanoTime() - start;
    }
  }

  /** The times of a generation that started then and ends now. */
  public Times since(Instant start) {
    Instant end = Instant.now();
    long trainingMillis = trainingNanos / 1_000_000;
    long otherMillis = Math.max(0, Duration.between(start, end).toMillis() - trainingMillis);
    return new Times(start, end, otherMillis, trainingMillis);
  }
}
