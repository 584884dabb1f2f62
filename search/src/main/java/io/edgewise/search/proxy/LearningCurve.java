package io.edgewise.search.proxy;

import java.util.List;

/** Tells from a training's own losses whether it still learns. */
public final class LearningCurve {

  /** The best loss has to fall by this share of its value for an epoch to count as progress. */
  public static final double LEAST_GAIN = 0.005;

  private LearningCurve() {}

  /** Returns how many of the last epochs brought no progress over the best before them. */
  public static int epochsWithoutGain(List<Double> losses) {
    double best = Double.POSITIVE_INFINITY;
    int last = -1;
    for (int epoch = 0; epoch < losses.size(); epoch++) {
      if (losses.get(epoch) < best * (1 - LEAST_GAIN) || epoch == 0) {
        best = losses.get(epoch);
        last = epoch;
      }
    }
    return losses.size() - 1 - last;
  }
}
