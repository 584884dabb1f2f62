package io.edgewise.search.controller.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerContract;
import io.edgewise.search.controller.ToyTable;
import io.edgewise.search.controller.policy.Lesson;
import io.edgewise.search.controller.policy.Softmax;
import io.edgewise.search.controller.policy.Steps;
import io.edgewise.search.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReinforceControllerTest extends ControllerContract {

  private static final double H = 1e-5;
  private final Steps steps = new Steps(ToyTable.space());

  @Override
  protected Controller controller(SearchSpace space) {
    return new ReinforceController(space, new ReinforceSettings(0.1, 0.05, 0.8, -0.5));
  }

  @Test
  void aGoodChoiceGainsWhatTheOthersLose() {
    // Four equal options, advantage 2: 2 * (1 - 1/4) for the chosen, 2 * (0 - 1/4) for the others.
    LogitPolicy policy = new LogitPolicy(steps, new double[steps.tokens()]);
    double[] gradient = policy.gradient(List.of(new Lesson(new int[] {1}, 2, 1)), 0);
    assertThat(gradient).startsWith(-0.5, 1.5, -0.5, -0.5, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theGradientIsThatOfAdvantageTimesLogProbabilityPlusEntropy(long seed) {
    double[] logits = new SplittableRandom(seed).doubles(steps.tokens(), -1, 1).toArray();
    List<Lesson> lessons =
        List.of(
            new Lesson(new int[] {1, 6, 8, 15, 17, 20, 26}, 0.7, 0.5),
            new Lesson(new int[] {0, 5, 10, 12, 18, 23}, -1.2, 0.5));
    double[] gradient = new LogitPolicy(steps, logits).gradient(lessons, 0.3);
    for (int i = 0; i < logits.length; i++) {
      double[] up = logits.clone();
      up[i] += H;
      double[] down = logits.clone();
      down[i] -= H;
      double expected = (objective(up, lessons) - objective(down, lessons)) / (2 * H);
      assertThat(gradient[i]).as("logit %d", i).isCloseTo(expected, within(1e-8));
    }
  }

  private double objective(double[] logits, List<Lesson> lessons) {
    LogitPolicy policy = new LogitPolicy(steps, logits);
    double sum = 0;
    for (Lesson lesson : lessons) {
      for (int token : lesson.tokens()) {
        int decision = steps.decisionOf(token);
        double[] p = policy.probabilities(decision);
        double logProbability = Math.log(p[token - steps.firstToken(decision)]);
        sum += lesson.weight() * (lesson.advantage() * logProbability + 0.3 * Softmax.entropy(p));
      }
    }
    return sum;
  }
}
