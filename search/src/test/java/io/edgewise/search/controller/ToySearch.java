package io.edgewise.search.controller;

import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.Infeasible;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The least loop around a controller: propose, select, look up, update. */
final class ToySearch {

  static final int POOL = 200;
  static final int GENERATION = 8;

  private final Controller controller;
  private final long seed;
  private final Function<Architecture, Evaluation> evaluator;
  private final Set<ArchitectureId> trained = new HashSet<>();
  final List<Trial> trials = new ArrayList<>();
  ControllerState state;

  ToySearch(Controller controller, long seed, Function<Architecture, Evaluation> evaluator) {
    this.controller = controller;
    this.seed = seed;
    this.evaluator = evaluator;
    this.state = controller.initial();
  }

  static Evaluation lookUp(Architecture architecture) {
    return new Measured(ToyTable.accuracy(architecture), List.of(), new Cost(0, "here"));
  }

  /** Goes on from another search, as after a crash. */
  static ToySearch resume(Controller controller, ToySearch from) {
    ToySearch search = new ToySearch(controller, from.seed, from.evaluator);
    search.state = from.state;
    search.trials.addAll(from.trials);
    search.trained.addAll(from.trained);
    return search;
  }

  void generation(int generation) {
    List<Architecture> pool = controller.propose(state, POOL, random(generation, Seeds.PROPOSALS));
    List<Trial> done = new ArrayList<>();
    for (Architecture architecture :
        controller.select(state, fresh(pool), GENERATION, random(generation, Seeds.SELECTION))) {
      trained.add(architecture.id());
      done.add(trial(generation, done.size(), architecture));
    }
    state = controller.update(state, done);
    trials.addAll(done);
  }

  double best() {
    return trials.stream().mapToDouble(Trial::reward).max().orElse(Double.NEGATIVE_INFINITY);
  }

  private List<Screening> fresh(List<Architecture> pool) {
    Map<ArchitectureId, Screening> fresh = new LinkedHashMap<>();
    for (Architecture architecture : pool) {
      if (!trained.contains(architecture.id())) {
        fresh.putIfAbsent(
            architecture.id(), Screening.feasible(architecture, ToyTable.report(architecture)));
      }
    }
    return List.copyOf(fresh.values());
  }

  private Trial trial(int generation, int index, Architecture architecture) {
    Evaluation evaluation = evaluator.apply(architecture);
    double reward = evaluation instanceof Measured m ? m.accuracy() : Double.NaN;
    return new Trial(
        generation,
        index,
        architecture,
        Optional.of(ToyTable.report(architecture)),
        evaluation,
        reward,
        Optional.empty());
  }

  private SplittableRandom random(int generation, int stream) {
    return new SplittableRandom(Seeds.mix(seed, generation, stream));
  }

  static Evaluation infeasible(Architecture architecture) {
    return new Infeasible("latency", "above the target: " + architecture.id());
  }
}
