package io.edgewise.search.controller.reinforce;

import io.edgewise.search.controller.policy.Lesson;
import io.edgewise.search.controller.policy.Softmax;
import io.edgewise.search.controller.policy.Steps;
import java.util.Arrays;
import java.util.List;

/**
 * A policy that decides each decision on its own: one logit a token.
 *
 * @param logits by token
 */
record LogitPolicy(Steps steps, double[] logits) {

  /** The probabilities of a decision's options. */
  double[] probabilities(int decision) {
    int first = steps.firstToken(decision);
    return Softmax.of(Arrays.copyOfRange(logits, first, first + steps.options(decision)));
  }

  /**
   * REINFORCE (Williams 1992) with an entropy bonus: sum over lessons w sum over steps A log p + c
   * H, the logits' gradient being A (chosen - p) - c p (log p + H).
   */
  double[] gradient(List<Lesson> lessons, double entropyWeight) {
    double[] gradient = new double[logits.length];
    for (Lesson lesson : lessons) {
      for (int token : lesson.tokens()) {
        addStep(token, lesson, entropyWeight, gradient);
      }
    }
    return gradient;
  }

  private void addStep(int token, Lesson lesson, double entropyWeight, double[] gradient) {
    int decision = steps.decisionOf(token);
    int first = steps.firstToken(decision);
    double[] probabilities = probabilities(decision);
    double entropy = Softmax.entropy(probabilities);
    for (int i = 0; i < probabilities.length; i++) {
      double p = probabilities[i];
      double score = (first + i == token ? 1 : 0) - p;
      double spread = p == 0 ? 0 : -p * (Math.log(p) + entropy);
      gradient[first + i] +=
          lesson.weight() * (lesson.advantage() * score + entropyWeight * spread);
    }
  }
}
