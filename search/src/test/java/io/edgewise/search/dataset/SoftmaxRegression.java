package io.edgewise.search.dataset;

import java.util.SplittableRandom;

/**
 * A linear classifier, trained until it no longer gains: the yardstick of how hard a data set is.
 */
final class SoftmaxRegression {

  private static final int BATCH = 50;

  private final int features;
  private final int classes;
  private final float[] weights;
  private final float[] bias;

  private SoftmaxRegression(int features, int classes) {
    this.features = features;
    this.classes = classes;
    this.weights = new float[features * classes];
    this.bias = new float[classes];
  }

  /** Stochastic gradient descent with a rate that falls linearly to zero, and weight decay. */
  static SoftmaxRegression train(
      float[][] inputs, int[] labels, int classes, int epochs, float rate, float decay) {
    SoftmaxRegression model = new SoftmaxRegression(inputs[0].length, classes);
    SplittableRandom random = new SplittableRandom(1);
    int steps = epochs * inputs.length / BATCH;
    for (int step = 0; step < steps; step++) {
      float now = rate * (steps - step) / steps;
      model.shrink(1 - now * decay);
      for (int i = 0; i < BATCH; i++) {
        int at = random.nextInt(inputs.length);
        model.learn(inputs[at], labels[at], now / BATCH);
      }
    }
    return model;
  }

  double accuracy(float[][] inputs, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      float[] scores = scores(inputs[i]);
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = scores[c] > scores[best] ? c : best;
      }
      right += best == labels[i] ? 1 : 0;
    }
    return right / (double) labels.length;
  }

  private void learn(float[] input, int label, float rate) {
    float[] scores = scores(input);
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score);
    }
    for (int c = 0; c < classes; c++) {
      float push = (float) (rate * ((c == label ? 1 : 0) - Math.exp(scores[c]) / sum));
      bias[c] += push;
      for (int f = 0; f < features; f++) {
        weights[c * features + f] += push * input[f];
      }
    }
  }

  private float[] scores(float[] input) {
    float[] scores = bias.clone();
    for (int c = 0; c < classes; c++) {
      float[] partial = new float[8];
      for (int f = 0; f < features; f++) {
        partial[f & 7] += weights[c * features + f] * input[f];
      }
      for (float part : partial) {
        scores[c] += part;
      }
    }
    return scores;
  }

  private void shrink(float factor) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factor;
    }
  }
}
