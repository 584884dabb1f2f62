package io.edgewise.search.controller.evolution;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.controller.archive.Archive;
import io.edgewise.search.controller.archive.Archive.Entry;
import io.edgewise.search.controller.archive.Goal;
import io.edgewise.search.controller.archive.Spellings;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Regularised (ageing) evolution (Real et al., arXiv 1802.01548, algorithm 1): until the population
 * is full architectures are drawn uniformly; then each child is a mutant of the best of a sample of
 * it, and the oldest dies. The children of one generation have parents from before it.
 */
public final class EvolutionController implements Controller {

  /** The name it goes by in settings and states. */
  public static final String NAME = "evolution";

  private final SearchSpace space;
  private final EvolutionSettings settings;
  private final Spellings spellings;

  public EvolutionController(SearchSpace space, EvolutionSettings settings) {
    this.space = space;
    this.settings = settings;
    this.spellings = new Spellings(space);
  }

  @Override
  public ControllerState initial() {
    return store(Archive.empty());
  }

  @Override
  public List<Architecture> propose(ControllerState state, int size, RandomGenerator random) {
    List<Entry> population = load(state).entries();
    return Stream.generate(() -> child(population, random)).limit(size).toList();
  }

  @Override
  public ControllerState update(ControllerState state, List<Trial> trials) {
    return store(
        load(state).with(trials, spellings, Goal.REWARD, 1).youngest(settings.population()));
  }

  private Architecture child(List<Entry> population, RandomGenerator random) {
    if (population.size() < settings.population()) {
      return space.sample(random);
    }
    Entry parent = population.get(random.nextInt(population.size()));
    for (int i = 1; i < settings.sample(); i++) {
      Entry rival = population.get(random.nextInt(population.size()));
      parent = rival.value() > parent.value() ? rival : parent;
    }
    return space.mutate(spellings.architecture(parent.spelling()), random);
  }

  private Archive load(ControllerState state) {
    return Archive.load(NAME, state, spellings.decisions(), Goal.REWARD.dimensions());
  }

  private static ControllerState store(Archive archive) {
    return new ControllerState(NAME, archive.store(), Map.of());
  }
}
