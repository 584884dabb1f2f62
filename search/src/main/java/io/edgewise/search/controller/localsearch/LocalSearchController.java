package io.edgewise.search.controller.localsearch;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.controller.archive.Archive;
import io.edgewise.search.controller.archive.Archive.Entry;
import io.edgewise.search.controller.archive.Goal;
import io.edgewise.search.controller.archive.Spellings;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Local search (White et al., "Local search is state of the art for neural architecture search
 * benchmarks", arXiv 2005.02960): from the best of a few random architectures, try the neighbours
 * in random order, move as soon as a generation holds a better one, and start again where none is.
 *
 * <p>The state holds the trials of the climb that is going on. A climb ends when as many trainings
 * as the best has neighbours have not improved on it, or nothing new was left to train.
 */
public final class LocalSearchController implements Controller {

  /** The name it goes by in settings and states. */
  public static final String NAME = "local-search";

  /**
   * The vector of this name counts the trainings that have not improved on the best of the climb.
   */
  private static final String STALE = "stale";

  private final SearchSpace space;
  private final LocalSearchSettings settings;
  private final Spellings spellings;

  public LocalSearchController(SearchSpace space, LocalSearchSettings settings) {
    this.space = space;
    this.settings = settings;
    this.spellings = new Spellings(space);
  }

  @Override
  public ControllerState initial() {
    return store(Archive.empty(), 0);
  }

  @Override
  public List<Architecture> propose(ControllerState state, int size, RandomGenerator random) {
    Archive climb = load(state);
    List<Architecture> pool = new ArrayList<>();
    if (climb.size() >= settings.start()) {
      pool.addAll(shuffled(space.neighbours(best(climb)), random));
    }
    while (pool.size() < size) {
      pool.add(space.sample(random));
    }
    return List.copyOf(pool.subList(0, size));
  }

  /** The neighbours come first in the pool, in their random order. */
  @Override
  public ControllerState update(ControllerState state, List<Trial> trials) {
    Archive climb = load(state);
    Archive grown = climb.with(trials, spellings, Goal.REWARD, 1);
    int trained = grown.size() - climb.size();
    if (grown.size() < settings.start() || isBetter(grown, climb)) {
      return store(grown, 0);
    }
    double stale = state.vector(STALE)[0] + trained;
    boolean exhausted = trained == 0 || stale >= space.neighbours(best(grown)).size();
    return exhausted ? initial() : store(grown, stale);
  }

  private Architecture best(Archive climb) {
    return spellings.architecture(climb.best(1).get(0).spelling());
  }

  private static boolean isBetter(Archive grown, Archive climb) {
    List<Entry> before = climb.best(1);
    return before.isEmpty() || grown.best(1).get(0).value() > before.get(0).value();
  }

  private static List<Architecture> shuffled(
      List<Architecture> architectures, RandomGenerator random) {
    List<Architecture> shuffled = new ArrayList<>(architectures);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      java.util.Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }

  private Archive load(ControllerState state) {
    return Archive.load(NAME, state, spellings.decisions(), Goal.REWARD.dimensions());
  }

  private static ControllerState store(Archive climb, double stale) {
    Map<String, double[]> vectors = new HashMap<>(climb.store());
    vectors.put(STALE, new double[] {stale});
    return new ControllerState(NAME, vectors, Map.of());
  }
}
