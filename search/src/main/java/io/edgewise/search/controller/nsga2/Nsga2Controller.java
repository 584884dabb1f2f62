package io.edgewise.search.controller.nsga2;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.controller.archive.Archive;
import io.edgewise.search.controller.archive.Archive.Entry;
import io.edgewise.search.controller.archive.Goal;
import io.edgewise.search.controller.archive.Spellings;
import io.edgewise.search.pareto.Objective;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * NSGA-II (Deb et al., IEEE TEVC 6(2), 2002; for architectures NSGA-Net, arXiv 1810.03522): parents
 * by binary tournament in the crowded order, uniform crossover decision by decision, one mutation,
 * and survival by non-dominated rank and crowding. Where the search has a single goal it evolves
 * accuracy and latency, for fronts are what it is for.
 */
public final class Nsga2Controller implements Controller {

  /** The name it goes by in settings and states. */
  public static final String NAME = "nsga2";

  private static final List<Objective> FRONT = List.of(Objective.ACCURACY, Objective.LATENCY);

  private final SearchSpace space;
  private final Nsga2Settings settings;
  private final Goal goal;
  private final Spellings spellings;

  public Nsga2Controller(SearchSpace space, Nsga2Settings settings, Goal goal) {
    this.space = space;
    this.settings = settings;
    this.goal = goal.isReward() ? new Goal(FRONT, goal.accelerators()) : goal;
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
    List<Entry> all = load(state).with(trials, spellings, goal, 1).entries();
    return store(new Archive(Survivors.of(all, settings.population()).entries()));
  }

  private Architecture child(List<Entry> population, RandomGenerator random) {
    if (population.size() < settings.population()) {
      return space.sample(random);
    }
    Architecture child = spellings.architecture(parent(population, random).spelling());
    if (random.nextDouble() < settings.crossover()) {
      child = cross(child, parent(population, random), random);
    }
    return space.mutate(child, random);
  }

  /** The population lies in the crowded order: of two places the first wins. */
  private static Entry parent(List<Entry> population, RandomGenerator random) {
    int first = random.nextInt(population.size());
    int second = random.nextInt(population.size());
    return population.get(Math.min(first, second));
  }

  private Architecture cross(Architecture mother, Entry father, RandomGenerator random) {
    int[] ours = spellings.of(mother);
    return space.walk(
        decision -> {
          int index = spellings.indexOf(decision);
          int option = random.nextBoolean() ? ours[index] : father.spelling()[index];
          int other =
              option == Spellings.NOT_MET
                  ? Math.max(ours[index], father.spelling()[index])
                  : option;
          return other == Spellings.NOT_MET ? random.nextInt(decision.options().size()) : other;
        });
  }

  private Archive load(ControllerState state) {
    return Archive.load(NAME, state, spellings.decisions(), goal.dimensions());
  }

  private static ControllerState store(Archive archive) {
    return new ControllerState(NAME, archive.store(), Map.of());
  }
}
