package io.edgewise.sim.calibration;

import java.util.Arrays;

/**
 * The misfit that a fit makes small: how improbable residuals are, and how improbable it is that
 * the numbers are where they are. Residuals and places are logarithms of factors.
 */
final class Misfit {

  /** Errors beyond so many times the noise pull like an absolute error. */
  private static final double TAIL = 3;

  /** The noise that a fit begins with, and the least and most that it comes to believe in. */
  private static final double NOISE = 0.03;

  private static final double LEAST_NOISE = 0.02;
  private static final double MOST_NOISE = 0.3;

  private final double belief;
  private double noise = NOISE;

  /** 0 for measurements that do not count for now, else 1. */
  private final double[] trust;

  /**
   * @param belief half of all numbers are believed to be right within this logarithm
   */
  Misfit(int measurements, double belief) {
    this.belief = belief;
    this.trust = new double[measurements];
    trustAll();
  }

  void trustAll() {
    Arrays.fill(trust, 1);
  }

  /** Leaves out the measurements that moved from one place to another. */
  void distrustMoved(double[] here, double[] there) {
    for (int i = 0; i < trust.length; i++) {
      boolean moves = Double.isFinite(there[i]) && Math.abs(there[i] - here[i]) > NOISE / 2;
      trust[i] = moves ? 0 : trust[i];
    }
  }

  /** Takes all in again where hardly anything is left. */
  void trustAllIfFew() {
    if (Arrays.stream(trust).sum() < trust.length / 4.0) {
      trustAll();
    }
  }

  /** Weights of squared errors in the place of their shares in the objective, which they touch. */
  double[] weights(double[] residuals) {
    double[] weights = new double[residuals.length];
    for (int i = 0; i < weights.length; i++) {
      double tail = Math.sqrt(1 + Math.pow(residuals[i] / noise / TAIL, 2));
      weights[i] = trust[i] / (noise * noise) / tail;
    }
    return weights;
  }

  /** The cost of residuals: twice their negative log-likelihood. */
  double loss(double[] residuals) {
    double loss = 0;
    for (int i = 0; i < residuals.length; i++) {
      double scaled = residuals[i] / noise / TAIL;
      loss += trust[i] == 0 ? 0 : 2 * TAIL * TAIL * (Math.sqrt(1 + scaled * scaled) - 1);
    }
    return loss;
  }

  /** The cost of numbers that moved to places: twice the negative log of their prior. */
  double priorLoss(double[] places) {
    return Arrays.stream(places).map(place -> 2 * Math.log1p(Math.pow(place / belief, 2))).sum();
  }

  /** The weight in a squared place that touches the prior there. */
  double belief(double place) {
    return 2 / (belief * belief) / (1 + Math.pow(place / belief, 2));
  }

  /**
   * Takes the noise to be what residuals show.
   *
   * @param taken how many of them the numbers took up
   */
  void believeNoise(double[] residuals, double taken) {
    double[] sorted = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
    double middle = 1.4826 * sorted[sorted.length / 2];
    double left = Math.max(sorted.length / 4.0, sorted.length - taken);
    double scale = middle * Math.sqrt(sorted.length / left);
    noise = Math.max(LEAST_NOISE, Math.min(MOST_NOISE, scale));
  }
}
