package io.edgewise.search.controller.policy;

import io.edgewise.search.controller.ControllerState;
import java.util.Map;

/**
 * A policy state is what a policy-gradient controller knows, and its form as a {@link
 * ControllerState}: vectors {@code weights}, {@code first-moments}, {@code second-moments}, {@code
 * steps} (1) and {@code baseline} (mean, variance, rewards seen).
 */
public record PolicyState(Adam optimiser, RewardBaseline baseline) {

  private static final String WEIGHTS = "weights";
  private static final String FIRST = "first-moments";
  private static final String SECOND = "second-moments";
  private static final String STEPS = "steps";
  private static final String BASELINE = "baseline";

  /** The state as plain data. */
  public ControllerState store(String controller) {
    return new ControllerState(
        controller,
        Map.of(
            WEIGHTS, optimiser.weights(),
            FIRST, optimiser.first(),
            SECOND, optimiser.second(),
            STEPS, new double[] {optimiser.steps()},
            BASELINE, new double[] {baseline.mean(), baseline.variance(), baseline.rewards()}),
        Map.of());
  }

  /**
   * Reads a state.
   *
   * @throws IllegalArgumentException if it is another controller's, or incomplete
   */
  public static PolicyState load(String controller, ControllerState state) {
    state.requireOf(controller);
    double[] weights = state.vector(WEIGHTS);
    double[] baseline = vector(state, BASELINE, 3);
    return new PolicyState(
        new Adam(
            weights,
            vector(state, FIRST, weights.length),
            vector(state, SECOND, weights.length),
            (long) vector(state, STEPS, 1)[0]),
        new RewardBaseline(baseline[0], baseline[1], (long) baseline[2]));
  }

  private static double[] vector(ControllerState state, String name, int length) {
    double[] vector = state.vector(name);
    if (vector.length != length) {
      throw new IllegalArgumentException(
          "state of controller "
              + state.controller()
              + ": "
              + name
              + " holds "
              + vector.length
              + " numbers; it must be "
              + length);
    }
    return vector;
  }
}
