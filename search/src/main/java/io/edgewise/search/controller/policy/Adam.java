package io.edgewise.search.controller.policy;

/**
 * The Adam optimiser (Kingma and Ba, arXiv 1412.6980, algorithm 1), as a value: weights and both
 * moments in, the next ones out.
 *
 * @param weights the parameters
 * @param first moving average of the gradient
 * @param second moving average of its square
 * @param steps steps taken so far
 */
public record Adam(double[] weights, double[] first, double[] second, long steps) {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Returns the optimiser as it is before the first step. */
  public static Adam start(double[] weights) {
    return new Adam(weights, new double[weights.length], new double[weights.length], 0);
  }

  /**
   * One step uphill.
   *
   * @param gradient of what is to grow, one number a weight
   */
  public Adam ascend(double[] gradient, double learningRate) {
    double[] nextWeights = weights.clone();
    double[] nextFirst = first.clone();
    double[] nextSecond = second.clone();
    double correction1 = 1 - Math.pow(BETA1, steps + 1);
    double correction2 = 1 - Math.pow(BETA2, steps + 1);
    for (int i = 0; i < gradient.length; i++) {
      double g = gradient[i];
      nextFirst[i] = BETA1 * first[i] + (1 - BETA1) * g;
      nextSecond[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
      nextWeights[i] +=
          learningRate
              * (nextFirst[i] / correction1)
              / (Math.sqrt(nextSecond[i] / correction2) + EPSILON);
    }
    return new Adam(nextWeights, nextFirst, nextSecond, steps + 1);
  }
}
