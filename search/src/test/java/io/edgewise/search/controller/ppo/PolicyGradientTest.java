package io.edgewise.search.controller.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.controller.ToyTable;
import io.edgewise.search.controller.policy.Lesson;
import io.edgewise.search.controller.policy.Steps;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hand-written gradient against central differences, tensor by tensor. */
class PolicyGradientTest {

  private static final double H = 1e-5;
  private final Steps steps = new Steps(ToyTable.space());
  private final LstmShape shape = LstmShape.of(steps, 5);

  @Test
  void oneStepByHand() {
    // No weights at all: h = 0.5 tanh(0.5 * 0) = 0, so four options are equally likely.
    LstmPolicy policy = new LstmPolicy(steps, shape, new double[shape.size()]);
    LstmPolicy.Step step = policy.replay(new int[] {2}).get(0);
    assertThat(step.probabilities()).containsExactly(0.25, 0.25, 0.25, 0.25);
    assertThat(step.entropy()).isCloseTo(Math.log(4), within(1e-12));
    double[] byLogits = new double[4];
    step.addLogProbabilityGradient(2, byLogits);
    assertThat(byLogits).containsExactly(-0.5, -0.5, 1.5, -0.5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void logProbability(long seed) {
    check(
        seed,
        policy -> replay(policy).stream().mapToDouble(LstmPolicy.Step::logProbability).sum(),
        (step, byLogits) -> step.addLogProbabilityGradient(1, byLogits));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void entropy(long seed) {
    check(
        seed,
        policy -> replay(policy).stream().mapToDouble(LstmPolicy.Step::entropy).sum(),
        (step, byLogits) -> step.addEntropyGradient(1, byLogits));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1.5, 0.7})
  void clippedSurrogateWhereEveryRatioIsOne(double advantage) {
    double[] weights = weights(4);
    checkSurrogate(weights, weights, advantage);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1.5, 0.7})
  void clippedSurrogateAwayFromOne(double advantage) {
    checkSurrogate(weights(4), weights(5), advantage);
  }

  @Test
  void aStepThatHasMovedFarEnoughTeachesNothingMore() {
    double[] weights = weights(4);
    LstmPolicy policy = new LstmPolicy(steps, shape, weights);
    Lesson lesson = new Lesson(walk(), 1, 1);
    double[] muchLessLikely =
        policy.replay(walk()).stream().mapToDouble(s -> s.logProbability() - 1).toArray();
    double[] gradient = new double[shape.size()];
    double objective =
        new ClippedSurrogate(0.2, 0)
            .addGradient(policy, List.of(lesson), List.of(muchLessLikely), gradient);
    assertThat(gradient).containsOnly(0);
    assertThat(objective).isCloseTo(1.2 * walk().length, within(1e-12));
  }

  private interface ByLogits {
    void add(LstmPolicy.Step step, double[] byLogits);
  }

  private void check(long seed, ToDoubleFunction<LstmPolicy> value, ByLogits byLogits) {
    double[] weights = weights(seed);
    LstmPolicy policy = new LstmPolicy(steps, shape, weights);
    List<LstmPolicy.Step> walk = replay(policy);
    double[][] gradients = new double[walk.size()][];
    for (int t = 0; t < walk.size(); t++) {
      gradients[t] = new double[walk.get(t).probabilities().length];
      byLogits.add(walk.get(t), gradients[t]);
    }
    double[] gradient = new double[shape.size()];
    policy.addGradient(walk, gradients, gradient);
    assertClose(gradient, weights, w -> value.applyAsDouble(new LstmPolicy(steps, shape, w)));
  }

  private void checkSurrogate(double[] weights, double[] oldWeights, double advantage) {
    ClippedSurrogate surrogate = new ClippedSurrogate(0.2, 0.05);
    List<Lesson> lessons = List.of(new Lesson(walk(), advantage, 0.5));
    List<double[]> old =
        List.of(
            replay(new LstmPolicy(steps, shape, oldWeights)).stream()
                .mapToDouble(LstmPolicy.Step::logProbability)
                .toArray());
    double[] gradient = new double[shape.size()];
    surrogate.addGradient(new LstmPolicy(steps, shape, weights), lessons, old, gradient);
    assertClose(
        gradient,
        weights,
        w ->
            surrogate.addGradient(
                new LstmPolicy(steps, shape, w), lessons, old, new double[shape.size()]));
  }

  private void assertClose(double[] gradient, double[] weights, ToDoubleFunction<double[]> value) {
    for (Map.Entry<String, int[]> tensor : tensors().entrySet()) {
      double largest = 0;
      for (int i = tensor.getValue()[0]; i < tensor.getValue()[1]; i++) {
        double[] up = weights.clone();
        up[i] += H;
        double[] down = weights.clone();
        down[i] -= H;
        double expected = (value.applyAsDouble(up) - value.applyAsDouble(down)) / (2 * H);
        assertThat(gradient[i]).as("%s[%d]", tensor.getKey(), i).isCloseTo(expected, within(1e-7));
        largest = Math.max(largest, Math.abs(expected));
      }
      assertThat(largest).as("%s is reached", tensor.getKey()).isPositive();
    }
  }

  private Map<String, int[]> tensors() {
    Map<String, int[]> tensors = new TreeMap<>();
    tensors.put("input", new int[] {shape.input(0), shape.recurrent(0)});
    tensors.put("recurrent", new int[] {shape.recurrent(0), shape.bias()});
    tensors.put("bias", new int[] {shape.bias(), shape.head(0)});
    tensors.put("head", new int[] {shape.head(0), shape.headBias()});
    tensors.put("headBias", new int[] {shape.headBias(), shape.size()});
    return tensors;
  }

  private List<LstmPolicy.Step> replay(LstmPolicy policy) {
    return policy.replay(walk());
  }

  /** Walks through the conditional decision: d2 takes its first option. */
  private static int[] walk() {
    return new int[] {1, 6, 8, 15, 17, 20, 26};
  }

  private double[] weights(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(shape.size(), -0.8, 0.8).toArray();
  }
}
