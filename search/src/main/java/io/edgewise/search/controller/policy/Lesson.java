package io.edgewise.search.controller.policy;

import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * A lesson is what one trial teaches a policy.
 *
 * @param tokens the choices it made, as {@link Steps#tokensOf}
 * @param advantage how much better than expected it was, in units of spread
 * @param weight its share of the gradient; those of a generation's measured trials sum to 1
 */
public record Lesson(int[] tokens, double advantage, double weight) {

  /**
   * A pool may hold thousands of repeated and of rejected networks; the first few speak for all.
   */
  private static final int MOST_OF_A_KIND = 64;

  /**
   * The lessons of a generation. Measured trials, repeated ones included, teach their advantage.
   * Infeasible and failed ones teach that they were {@code rejectedAdvantage} below what is
   * expected: together they weigh as much as they are many relative to the measured, but never more
   * than those.
   *
   * @param rejectedAdvantage 0 or less, in units of spread; 0 ignores what was not measured
   */
  public static List<Lesson> of(
      List<Trial> trials, Steps steps, RewardBaseline baseline, double rejectedAdvantage) {
    List<Trial> measured = measured(trials);
    List<Lesson> lessons = new ArrayList<>();
    for (Trial trial : measured) {
      double advantage = baseline.advantage(trial.reward());
      lessons.add(
          new Lesson(steps.tokensOf(trial.architecture()), advantage, 1.0 / measured.size()));
    }
    if (rejectedAdvantage < 0) {
      List<Trial> rejected =
          trials.stream().filter(t -> !t.isMeasured()).limit(MOST_OF_A_KIND).toList();
      double weight = 1.0 / Math.max(measured.size(), rejected.size());
      for (Trial trial : rejected) {
        lessons.add(new Lesson(steps.tokensOf(trial.architecture()), rejectedAdvantage, weight));
      }
    }
    return lessons;
  }

  /** The rewards of the trials that teach by theirs. */
  public static double[] rewardsOf(List<Trial> trials) {
    return measured(trials).stream().mapToDouble(Trial::reward).toArray();
  }

  /** Returns the trials that were trained, then the first of those that repeat an earlier trial. */
  private static List<Trial> measured(List<Trial> trials) {
    List<Trial> measured =
        new ArrayList<>(
            trials.stream().filter(t -> isMeasured(t) && t.repeats().isEmpty()).toList());
    trials.stream()
        .filter(t -> isMeasured(t) && t.repeats().isPresent())
        .limit(MOST_OF_A_KIND)
        .forEach(measured::add);
    return measured;
  }

  private static boolean isMeasured(Trial trial) {
    return trial.isMeasured() && Double.isFinite(trial.reward());
  }
}
