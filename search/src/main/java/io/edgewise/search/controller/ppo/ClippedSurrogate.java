package io.edgewise.search.controller.ppo;

import io.edgewise.search.controller.policy.Lesson;
import java.util.List;

/**
 * The objective of PPO (Schulman et al., arXiv 1707.06347, equation 7) with an entropy bonus, to be
 * maximised:
 *
 * <pre>
 * sum over lessons  w  sum over steps  min(r A, clip(r, 1 - e, 1 + e) A) + c H
 * r = p(step) / p_old(step)
 * </pre>
 *
 * The ratio is taken step by step, every step of a walk sharing the walk's advantage. Where both
 * terms of the minimum are equal, as they are at r = 1, the gradient is that of r A.
 *
 * @param clip e
 * @param entropyWeight c
 */
record ClippedSurrogate(double clip, double entropyWeight) {

  /**
   * The objective's value, and its gradient added to {@code gradient}.
   *
   * @param oldLogProbabilities one array a lesson, one number a step
   */
  double addGradient(
      LstmPolicy policy,
      List<Lesson> lessons,
      List<double[]> oldLogProbabilities,
      double[] gradient) {
    double objective = 0;
    for (int i = 0; i < lessons.size(); i++) {
      Lesson lesson = lessons.get(i);
      List<LstmPolicy.Step> walk = policy.replay(lesson.tokens());
      double[][] byLogits = new double[walk.size()][];
      for (int t = 0; t < walk.size(); t++) {
        LstmPolicy.Step step = walk.get(t);
        byLogits[t] = new double[step.probabilities().length];
        objective += addStep(step, lesson, oldLogProbabilities.get(i)[t], byLogits[t]);
      }
      policy.addGradient(walk, byLogits, gradient);
    }
    return objective;
  }

  private double addStep(
      LstmPolicy.Step step, Lesson lesson, double oldLogProbability, double[] byLogits) {
    double advantage = lesson.advantage();
    double ratio = Math.exp(step.logProbability() - oldLogProbability);
    double clipped = Math.max(1 - clip, Math.min(1 + clip, ratio)) * advantage;
    double free = ratio * advantage;
    if (free <= clipped) {
      step.addLogProbabilityGradient(lesson.weight() * free, byLogits);
    }
    step.addEntropyGradient(lesson.weight() * entropyWeight, byLogits);
    return lesson.weight() * (Math.min(free, clipped) + entropyWeight * step.entropy());
  }
}
