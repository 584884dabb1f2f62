package io.edgewise.search.controller.random;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Draws every decision uniformly and trains the first feasible ones. Random search is a strong
 * baseline for architectures (Li and Talwalkar, arXiv 1902.07638): a controller that does not beat
 * it is not worth its settings.
 */
public final class RandomController implements Controller {

  /** The name it goes by in settings and states. */
  public static final String NAME = "random";

  private final SearchSpace space;

  public RandomController(SearchSpace space) {
    this.space = space;
  }

  @Override
  public ControllerState initial() {
    return new ControllerState(NAME, Map.of(), Map.of());
  }

  @Override
  public List<Architecture> propose(ControllerState state, int size, RandomGenerator random) {
    return Stream.generate(() -> space.sample(random)).limit(size).toList();
  }

  @Override
  public ControllerState update(ControllerState state, List<Trial> trials) {
    return state;
  }
}
