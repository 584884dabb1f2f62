package io.edgewise.search.controller;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Decides what is tried next. A controller has no state of its own: everything it learns is in the
 * {@link ControllerState} it is given and returns, so that a search can go on after a crash as if
 * nothing had happened.
 *
 * <p>A generation asks {@link #propose} for a pool, has it simulated, asks {@link #select} which of
 * the feasible ones are worth training, and hands every trial to {@link #update}.
 */
public interface Controller {

  /** The state before the first generation. */
  ControllerState initial();

  /**
   * Draws a pool of architectures, repetitions allowed.
   *
   * @param size number of architectures, at least 1
   */
  List<Architecture> propose(ControllerState state, int size, RandomGenerator random);

  /**
   * Chooses which of a pool are trained: the first of it, where a controller has no more to say.
   *
   * @param feasible the pool's feasible architectures, in the pool's order, none twice, none
   *     trained before in this search
   * @param size how many are wanted
   * @return at most {@code size} of them; all of them if there are not more
   */
  default List<Architecture> select(
      ControllerState state, List<Screening> feasible, int size, RandomGenerator random) {
    return feasible.stream().limit(size).map(Screening::architecture).toList();
  }

  /**
   * Learns from a generation.
   *
   * @param trials everything the generation came to: measured, infeasible, failed and repeated
   */
  ControllerState update(ControllerState state, List<Trial> trials);

  /**
   * Learns from trials of an earlier search of the same space.
   *
   * @param earlier measured or not, oldest first
   * @param trust in (0, 1]: 1 if data, accelerator and proxy are this search's, less where their
   *     rewards are only comparable among themselves
   * @return the state unchanged if the controller cannot use such trials
   */
  default ControllerState warmStart(ControllerState state, List<Trial> earlier, double trust) {
    return state;
  }

  /**
   * Returns how much the best of these candidates is expected to improve on the best reward so far,
   * in units of the reward; a search whose expectation is small enough may stop.
   *
   * @param candidates what {@link #select} chose, or any others
   * @return empty if the controller has no such expectation, as before the first reward
   */
  default OptionalDouble expectedImprovement(ControllerState state, List<Screening> candidates) {
    return OptionalDouble.empty();
  }

  /**
   * Returns what the controller expects of each of these candidates, told apart from the others.
   *
   * @param candidates what {@link #select} chose, or any others
   * @return one a candidate, in their order; none where {@link #expectedImprovement} is empty
   */
  default List<Expectation> expectations(ControllerState state, List<Screening> candidates) {
    return List.of();
  }
}
