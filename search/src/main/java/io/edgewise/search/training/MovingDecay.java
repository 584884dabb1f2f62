package io.edgewise.search.training;

import java.io.Serializable;

/**
 * A decay says which share of a moving average a step keeps.
 *
 * @param limit in [0, 1); 0 keeps nothing, so that there is no average
 * @param ramped whether the share begins low and moves towards the limit: {@code min(limit, (1 + t)
 *     / (10 + t))} after {@code t} steps, so that the start is soon forgotten (tf.train
 *     .ExponentialMovingAverage, {@code num_updates})
 */
public record MovingDecay(double limit, boolean ramped) implements Serializable {

  public MovingDecay {
    if (!(limit >= 0 && limit < 1)) {
      throw new IllegalArgumentException("decay = " + limit + ": allowed is 0 to below 1");
    }
  }

  /** A share that is the same from the first step on. */
  public static MovingDecay constant(double share) {
    return new MovingDecay(share, false);
  }

  /** A share that moves towards a limit. */
  public static MovingDecay rampedTo(double limit) {
    return new MovingDecay(limit, true);
  }

  /** Returns the share that is kept after {@code steps} steps. */
  public double after(int steps) {
    return ramped ? Math.min(limit, (1.0 + steps) / (10.0 + steps)) : limit;
  }
}
