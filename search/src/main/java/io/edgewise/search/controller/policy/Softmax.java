package io.edgewise.search.controller.policy;

import java.util.random.RandomGenerator;

/** Probabilities from logits. */
public final class Softmax {

  private Softmax() {}

  /** exp(z_i) / sum exp(z_j), computed from the largest logit down. */
  public static double[] of(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Math.exp(logits[i] - largest);
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** Returns the entropy, in nats. */
  public static double entropy(double[] probabilities) {
    double entropy = 0;
    for (double p : probabilities) {
      entropy -= p == 0 ? 0 : p * Math.log(p);
    }
    return entropy;
  }

  /** Draws an index. */
  public static int draw(double[] probabilities, RandomGenerator random) {
    double left = random.nextDouble();
    for (int i = 0; i < probabilities.length - 1; i++) {
      left -= probabilities[i];
      if (left < 0) {
        return i;
      }
    }
    return probabilities.length - 1;
  }
}
