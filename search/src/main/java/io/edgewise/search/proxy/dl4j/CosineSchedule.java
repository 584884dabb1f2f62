package io.edgewise.search.proxy.dl4j;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Half a cosine from the peak to zero, {@code peak / 2 (1 + cos(pi step / steps))} (Loshchilov and
 * Hutter, arXiv 1608.03983, without restarts).
 *
 * @param peak learning rate of the first step
 * @param steps of the whole training
 */
record CosineSchedule(@JsonProperty("peak") double peak, @JsonProperty("steps") int steps)
    implements ISchedule {

  @Override
  public double valueAt(int iteration, int epoch) {
    double done = Math.min(1.0, (double) iteration / steps);
    return peak / 2 * (1 + Math.cos(Math.PI * done));
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
