package io.edgewise.search.controller.policy;

import io.edgewise.search.history.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * What one trial teaches a policy.
 *
 * @param tokens the choices it made, as {@link Steps#tokensOf}
 * @param advantage how much better than expected it was, in units of spread
 * @param weight its share of the gradient; those of a generation's trials with a reward sum to 1
 */
public record Lesson(int[] tokens, double advantage, double weight) {

  /**
   * The lessons of a generation. Trials with a reward teach their advantage. Those without
   * (infeasible, failed) teach that they were {@code rejectedAdvantage} below what is expected, and
   * together weigh as much as the share of the generation they make up, at most as much as those
   * with a reward: the pool may hold thousands of them.
   *
   * @param rejectedAdvantage 0 or less, in units of spread; 0 ignores trials without a reward
   */
  public static List<Lesson> of(
      List<Trial> trials, Steps steps, RewardBaseline baseline, double rejectedAdvantage) {
    List<Trial> rewarded = trials.stream().filter(Lesson::isRewarded).toList();
    List<Trial> rejected = trials.stream().filter(t -> !isRewarded(t)).toList();
    List<Lesson> lessons = new ArrayList<>();
    for (Trial trial : rewarded) {
      double advantage = baseline.advantage(trial.reward());
      lessons.add(
          new Lesson(steps.tokensOf(trial.architecture()), advantage, 1.0 / rewarded.size()));
    }
    if (rejectedAdvantage < 0) {
      double share = (double) rejected.size() / Math.max(rewarded.size(), 1);
      double weight = Math.min(1, share) / rejected.size();
      for (Trial trial : rejected) {
        lessons.add(new Lesson(steps.tokensOf(trial.architecture()), rejectedAdvantage, weight));
      }
    }
    return lessons;
  }

  /** The rewards of the trials that have one. */
  public static double[] rewardsOf(List<Trial> trials) {
    return trials.stream().filter(Lesson::isRewarded).mapToDouble(Trial::reward).toArray();
  }

  private static boolean isRewarded(Trial trial) {
    return Double.isFinite(trial.reward());
  }
}
