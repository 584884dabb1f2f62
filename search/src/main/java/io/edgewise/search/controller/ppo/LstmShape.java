package io.edgewise.search.controller.ppo;

import io.edgewise.search.controller.policy.Steps;
import java.util.random.RandomGenerator;

/**
 * A shape tells where the weights of an {@link LstmPolicy} lie in one flat vector. With V tokens
 * and H hidden units, row-major:
 *
 * <pre>
 * input      [V + 1][4H]  what a chosen token adds to the gates; row V stands for "nothing chosen yet"
 * recurrent  [H][4H]      what the hidden state adds to the gates
 * bias       [4H]         gates in the order input, forget, output, candidate
 * head       [V][H]       the logit of a token is its row times the hidden state
 * headBias   [V]
 * </pre>
 *
 * The input rows are the embedding of the previous choice, one table a decision, directly in the
 * space of the gates; a decision's softmax runs over the rows of its own tokens.
 */
record LstmShape(int tokens, int hidden) {

  private static final double INITIAL_RANGE = 0.1;

  static LstmShape of(Steps steps, int hidden) {
    return new LstmShape(steps.tokens(), hidden);
  }

  int gates() {
    return 4 * hidden;
  }

  int input(int token) {
    return token * gates();
  }

  /** The row of {@link #input} before anything is chosen. */
  int start() {
    return tokens;
  }

  int recurrent(int unit) {
    return (tokens + 1) * gates() + unit * gates();
  }

  int bias() {
    return recurrent(hidden);
  }

  int head(int token) {
    return bias() + gates() + token * hidden;
  }

  int headBias() {
    return head(tokens);
  }

  int size() {
    return headBias() + tokens;
  }

  /**
   * Weights before the first generation: uniform in [-0.1, 0.1], with a forget gate that starts
   * open (Jozefowicz et al., ICML 2015) and heads a tenth of that, so that the first generation is
   * close to uniform.
   */
  double[] initialWeights(RandomGenerator random) {
    double[] weights = new double[size()];
    for (int i = 0; i < bias(); i++) {
      weights[i] = random.nextDouble(-INITIAL_RANGE, INITIAL_RANGE);
    }
    for (int unit = 0; unit < hidden; unit++) {
      weights[bias() + hidden + unit] = 1;
    }
    for (int i = head(0); i < headBias(); i++) {
      weights[i] = random.nextDouble(-INITIAL_RANGE, INITIAL_RANGE) / 10;
    }
    return weights;
  }
}
