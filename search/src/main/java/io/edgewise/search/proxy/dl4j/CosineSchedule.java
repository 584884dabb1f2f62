package io.edgewise.search.proxy.dl4j;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A straight line up to the peak, {@code peak (step + 1) / (warmUp + 1)}, then half a cosine down
 * to zero, {@code peak / 2 (1 + cos(pi (step - warmUp) / (steps - warmUp)))} (Loshchilov and
 * Hutter, arXiv 1608.03983, without restarts).
 *
 * @param peak learning rate of the first step of the cosine
 * @param warmUp steps before it, below {@code steps}
 * @param steps of the whole training
 */
record CosineSchedule(
    @JsonProperty("peak") double peak,
    @JsonProperty("warmUp") int warmUp,
    @JsonProperty("steps") int steps)
    implements ISchedule {

  /** A schedule without warm-up. */
  CosineSchedule(double peak, int steps) {
    this(peak, 0, steps);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    if (iteration < warmUp) {
      return peak * (iteration + 1) / (warmUp + 1);
    }
    double done = Math.min(1.0, (double) (iteration - warmUp) / (steps - warmUp));
    return peak / 2 * (1 + Math.cos(Math.PI * done));
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
