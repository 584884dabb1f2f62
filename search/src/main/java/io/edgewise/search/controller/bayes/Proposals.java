package io.edgewise.search.controller.bayes;

import io.edgewise.search.controller.archive.Archive;
import io.edgewise.search.controller.archive.Archive.Entry;
import io.edgewise.search.controller.archive.Goal;
import io.edgewise.search.controller.archive.Spellings;
import io.edgewise.search.pareto.Dominance;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Candidates for a space that cannot be enumerated: some drawn uniformly, most of the rest mutants
 * of the elites, and some recombined from the elites' choices, decision by decision (a univariate
 * marginal distribution: Muehlenbein and Paass, PPSN 1996).
 */
final class Proposals {

  /** Share of what is not uniform that is recombined; the others are mutants. */
  private static final double RECOMBINED = 0.25;

  /** Chance that a mutant is mutated once more. */
  private static final double AGAIN = 0.4;

  private final SearchSpace space;
  private final Spellings spellings;
  private final double uniformShare;

  Proposals(SearchSpace space, double uniformShare) {
    this.space = space;
    this.spellings = new Spellings(space);
    this.uniformShare = uniformShare;
  }

  /**
   * Draws a pool.
   *
   * @param elites may be empty: then all is uniform
   */
  List<Architecture> draw(List<Entry> elites, int size, RandomGenerator random) {
    List<Architecture> parents =
        elites.stream().map(e -> spellings.architecture(e.spelling())).toList();
    List<Architecture> pool = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      if (elites.isEmpty() || random.nextDouble() < uniformShare) {
        pool.add(space.sample(random));
      } else if (random.nextDouble() < RECOMBINED) {
        pool.add(recombine(elites, random));
      } else {
        pool.add(mutant(parents.get(random.nextInt(parents.size())), random));
      }
    }
    return pool;
  }

  private Architecture mutant(Architecture parent, RandomGenerator random) {
    Architecture mutant = space.mutate(parent, random);
    while (random.nextDouble() < AGAIN) {
      mutant = space.mutate(mutant, random);
    }
    return mutant;
  }

  /** Each decision from one of the elites that met it, now and then anything. */
  private Architecture recombine(List<Entry> elites, RandomGenerator random) {
    double stray = 1.0 / spellings.decisions();
    return space.walk(
        decision -> {
          int index = spellings.indexOf(decision);
          int option = elites.get(random.nextInt(elites.size())).spelling()[index];
          boolean strays = option == Spellings.NOT_MET || random.nextDouble() < stray;
          return strays ? random.nextInt(decision.options().size()) : option;
        });
  }

  /**
   * The trials to improve on: those of highest reward, or the front of each accelerator, so that
   * what stands on several is a parent as often.
   */
  static List<Entry> elites(Archive archive, int count, Goal goal) {
    if (goal.isReward()) {
      return archive.best(count);
    }
    return IntStream.range(0, goal.accelerators())
        .boxed()
        .flatMap(accelerator -> front(archive.entries(), accelerator, goal))
        .toList();
  }

  private static Stream<Entry> front(List<Entry> entries, int accelerator, Goal goal) {
    List<double[]> points = entries.stream().map(e -> goal.on(accelerator, e.values())).toList();
    return Dominance.front(points).stream().map(entries::get);
  }
}
