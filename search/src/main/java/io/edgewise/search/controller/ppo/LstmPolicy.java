package io.edgewise.search.controller.ppo;

import io.edgewise.search.controller.policy.Softmax;
import io.edgewise.search.controller.policy.Steps;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent policy that walks the decisions and gives each option of the next one its
 * probability, knowing everything chosen before (Zoph and Le, arXiv 1611.01578; MnasNet, arXiv
 * 1807.11626, section 4.2). A decision that a walk does not meet is not a step.
 *
 * <pre>
 * p = softmax over the decision's tokens of  head * h + headBias,   h from {@link LstmCell}
 * </pre>
 */
final class LstmPolicy {

  private final Steps steps;
  private final LstmShape shape;
  private final double[] weights;

  LstmPolicy(Steps steps, LstmShape shape, double[] weights) {
    if (weights.length != shape.size()) {
      throw new IllegalArgumentException(
          "policy of "
              + weights.length
              + " weights: a space of "
              + shape.tokens()
              + " options and "
              + shape.hidden()
              + " hidden units needs "
              + shape.size());
    }
    this.steps = steps;
    this.shape = shape;
    this.weights = weights;
  }

  /**
   * One step of a walk, with all that the way back needs.
   *
   * @param firstToken of the decision
   * @param option chosen, from 0
   * @param cell the recurrence after the previous choice
   * @param probabilities of the decision's options
   */
  record Step(int firstToken, int option, LstmCell.State cell, double[] probabilities) {

    double logProbability() {
      return Math.log(probabilities[option]);
    }

    double entropy() {
      return Softmax.entropy(probabilities);
    }

    /** Adds the gradient of scale * log p of the chosen option by the logits. */
    void addLogProbabilityGradient(double scale, double[] byLogits) {
      for (int i = 0; i < probabilities.length; i++) {
        byLogits[i] += scale * ((i == option ? 1 : 0) - probabilities[i]);
      }
    }

    /** Adds the gradient of scale * entropy by the logits: dH/dz_i = -p_i (log p_i + H). */
    void addEntropyGradient(double scale, double[] byLogits) {
      double entropy = entropy();
      for (int i = 0; i < probabilities.length; i++) {
        double p = probabilities[i];
        byLogits[i] -= p == 0 ? 0 : scale * p * (Math.log(p) + entropy);
      }
    }
  }

  /** The same recurrence without the history: draws walks, any number one after the other. */
  final class Walker {
    private final LstmCell cell = new LstmCell(shape, weights);
    private LstmCell.State state = LstmCell.State.start(shape);
    private int previousToken = shape.start();

    /** The probabilities of a decision's options, given what was chosen so far. */
    double[] next(int decision) {
      cell.advance(state, previousToken);
      return probabilities(decision, state.hidden());
    }

    void choose(int decision, int option) {
      previousToken = steps.firstToken(decision) + option;
    }
  }

  /** Starts a walk. */
  Walker walker() {
    return new Walker();
  }

  /** Goes over a walk that has been taken. */
  List<Step> replay(int[] tokens) {
    LstmCell cell = new LstmCell(shape, weights);
    LstmCell.State state = LstmCell.State.start(shape);
    List<Step> walk = new ArrayList<>(tokens.length);
    int previous = shape.start();
    for (int token : tokens) {
      state = state.copy();
      cell.advance(state, previous);
      int decision = steps.decisionOf(token);
      int first = steps.firstToken(decision);
      walk.add(new Step(first, token - first, state, probabilities(decision, state.hidden())));
      previous = token;
    }
    return walk;
  }

  /**
   * The way back through a walk.
   *
   * @param byLogits for each step, the gradient of the objective by the step's logits
   * @param gradient is added to; one number a weight
   */
  void addGradient(List<Step> walk, double[][] byLogits, double[] gradient) {
    LstmCell cell = new LstmCell(shape, weights);
    double[] byHidden = new double[shape.hidden()];
    double[] byCell = new double[shape.hidden()];
    for (int t = walk.size() - 1; t >= 0; t--) {
      Step step = walk.get(t);
      addHeadGradient(step, byLogits[t], byHidden, gradient);
      LstmCell.State before = t == 0 ? LstmCell.State.start(shape) : walk.get(t - 1).cell();
      int previous = t == 0 ? shape.start() : tokenOf(walk.get(t - 1));
      byHidden = cell.back(before, step.cell(), previous, byHidden, byCell, gradient);
    }
  }

  private void addHeadGradient(Step step, double[] byLogits, double[] byHidden, double[] gradient) {
    double[] hidden = step.cell().hidden();
    for (int option = 0; option < byLogits.length; option++) {
      int token = step.firstToken() + option;
      int row = shape.head(token);
      gradient[shape.headBias() + token] += byLogits[option];
      for (int unit = 0; unit < hidden.length; unit++) {
        gradient[row + unit] += byLogits[option] * hidden[unit];
        byHidden[unit] += byLogits[option] * weights[row + unit];
      }
    }
  }

  private double[] probabilities(int decision, double[] hidden) {
    double[] logits = new double[steps.options(decision)];
    for (int option = 0; option < logits.length; option++) {
      int token = steps.firstToken(decision) + option;
      int row = shape.head(token);
      double logit = weights[shape.headBias() + token];
      for (int unit = 0; unit < hidden.length; unit++) {
        logit += weights[row + unit] * hidden[unit];
      }
      logits[option] = logit;
    }
    return Softmax.of(logits);
  }

  private static int tokenOf(Step step) {
    return step.firstToken() + step.option();
  }
}
