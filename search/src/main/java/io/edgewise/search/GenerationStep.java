package io.edgewise.search;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluation;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.evaluation.Screening;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.history.Trial;
import io.edgewise.search.history.TrialKey;
import io.edgewise.search.reward.RewardFunction;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One generation: propose a pool, screen it by the simulator, train what is selected, reward it,
 * update the controller. A function of the controller's state and of what was trained before; the
 * same arguments give the same generation wherever it is evaluated.
 */
public final class GenerationStep {

  /**
   * How much a generation does.
   *
   * @param seed of the search
   * @param candidates most networks trained in a generation
   * @param pool architectures proposed and simulated, at least as many
   */
  public record Plan(long seed, int candidates, int pool) {
    public Plan {
      if (candidates < 1 || pool < candidates) {
        throw new IllegalArgumentException(
            "candidates = "
                + candidates
                + ", pool = "
                + pool
                + ": allowed is 1 <= candidates <= pool");
      }
    }
  }

  private final Controller controller;
  private final Screener screener;
  private final Evaluator evaluator;
  private final RewardFunction reward;
  private final Plan plan;

  public GenerationStep(
      Controller controller,
      Screener screener,
      Evaluator evaluator,
      RewardFunction reward,
      Plan plan) {
    this.controller = controller;
    this.screener = screener;
    this.evaluator = evaluator;
    this.reward = reward;
    this.plan = plan;
  }

  /**
   * Runs one generation.
   *
   * @param known what earlier generations trained; not changed
   */
  public Generation run(int number, ControllerState state, KnownTrials known) {
    List<Architecture> pool =
        controller.propose(state, plan.pool(), random(number, Seeds.PROPOSALS));
    Map<ArchitectureId, Screening> screenings = screen(pool);
    Map<ArchitectureId, Integer> fresh = freshIndices(pool, screenings, known);
    List<Candidate> candidates = select(number, state, fresh, screenings);
    Map<Integer, Evaluation> evaluations = evaluate(candidates);

    List<Trial> trials = new ArrayList<>();
    for (int index = 0; index < pool.size(); index++) {
      Architecture architecture = pool.get(index);
      Screening screening = screenings.get(architecture.id());
      trial(number, index, architecture, screening, fresh, evaluations, known)
          .ifPresent(trials::add);
    }
    ControllerState after = controller.update(state, trials);
    return new Generation(number, recorded(trials), after, counts(pool.size(), trials));
  }

  private SplittableRandom random(int generation, int stream) {
    return new SplittableRandom(Seeds.mix(plan.seed(), generation, stream));
  }

  private Map<ArchitectureId, Screening> screen(List<Architecture> pool) {
    Map<ArchitectureId, Architecture> distinct = new HashMap<>();
    List<Architecture> order = new ArrayList<>();
    for (Architecture architecture : pool) {
      if (distinct.putIfAbsent(architecture.id(), architecture) == null) {
        order.add(architecture);
      }
    }
    Map<ArchitectureId, Screening> screenings = new HashMap<>();
    screener.screen(order).forEach(s -> screenings.put(s.architecture().id(), s));
    return screenings;
  }

  /** The first place in the pool of each feasible network that was never trained. */
  private static Map<ArchitectureId, Integer> freshIndices(
      List<Architecture> pool, Map<ArchitectureId, Screening> screenings, KnownTrials known) {
    Map<ArchitectureId, Integer> fresh = new HashMap<>();
    for (int index = 0; index < pool.size(); index++) {
      ArchitectureId id = pool.get(index).id();
      if (screenings.get(id).isFeasible() && known.find(id).isEmpty()) {
        fresh.putIfAbsent(id, index);
      }
    }
    return fresh;
  }

  private List<Candidate> select(
      int number,
      ControllerState state,
      Map<ArchitectureId, Integer> fresh,
      Map<ArchitectureId, Screening> screenings) {
    List<Screening> feasible =
        fresh.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(e -> screenings.get(e.getKey()))
            .toList();
    Set<ArchitectureId> taken = new HashSet<>();
    return controller
        .select(state, feasible, plan.candidates(), random(number, Seeds.SELECTION))
        .stream()
        .filter(a -> fresh.containsKey(a.id()) && taken.add(a.id()))
        .limit(plan.candidates())
        .map(a -> candidate(number, fresh.get(a.id()), a))
        .sorted(Comparator.comparingInt(Candidate::index))
        .toList();
  }

  private Candidate candidate(int number, int index, Architecture architecture) {
    return new Candidate(index, architecture, Seeds.mix(plan.seed(), number, index));
  }

  private Map<Integer, Evaluation> evaluate(List<Candidate> candidates) {
    Map<Integer, Evaluation> evaluations = new HashMap<>();
    List<Evaluation> results = candidates.isEmpty() ? List.of() : evaluator.evaluate(candidates);
    for (int i = 0; i < candidates.size(); i++) {
      evaluations.put(candidates.get(i).index(), results.get(i));
    }
    return evaluations;
  }

  /** The trial at one place of the pool; empty for a feasible network that was not selected. */
  private Optional<Trial> trial(
      int number,
      int index,
      Architecture architecture,
      Screening screening,
      Map<ArchitectureId, Integer> fresh,
      Map<Integer, Evaluation> evaluations,
      KnownTrials known) {
    ArchitectureId id = architecture.id();
    Optional<KnownTrials.Known> earlier = known.find(id);
    Optional<TrialKey> repeats = earlier.map(KnownTrials.Known::key);
    Evaluation evaluation;
    if (screening.rejection().isPresent()) {
      evaluation = screening.rejection().get();
      repeats = Optional.empty();
    } else if (earlier.isPresent()) {
      evaluation = earlier.get().evaluation();
    } else {
      int first = fresh.get(id);
      if (!evaluations.containsKey(first)) {
        return Optional.empty();
      }
      evaluation = evaluations.get(first);
      repeats = first == index ? Optional.empty() : Optional.of(new TrialKey(number, first));
    }
    double value = reward(evaluation, screening);
    return Optional.of(
        new Trial(number, index, architecture, screening.latency(), evaluation, value, repeats));
  }

  private double reward(Evaluation evaluation, Screening screening) {
    if (screening.latency().isEmpty() || evaluation instanceof Evaluation.Failed) {
      return Double.NaN;
    }
    double accuracy = evaluation instanceof Evaluation.Measured m ? m.accuracy() : 0;
    return reward.reward(accuracy, screening.latency().get());
  }

  /**
   * Everything that was trained, and as many of the infeasible and of the repeated as a generation
   * has candidates.
   */
  private List<Trial> recorded(List<Trial> trials) {
    List<Trial> rows = new ArrayList<>();
    int infeasible = 0;
    int repeated = 0;
    for (Trial trial : trials) {
      boolean kept =
          trial.evaluation() instanceof Evaluation.Infeasible
              ? infeasible++ < plan.candidates()
              : trial.repeats().isEmpty() || repeated++ < plan.candidates();
      if (kept) {
        rows.add(trial);
      }
    }
    return rows;
  }

  private static Generation.Counts counts(int proposed, List<Trial> trials) {
    int infeasible = 0;
    int repeated = 0;
    int measured = 0;
    int failed = 0;
    for (Trial trial : trials) {
      if (trial.evaluation() instanceof Evaluation.Infeasible) {
        infeasible++;
      } else if (trial.repeats().isPresent()) {
        repeated++;
      } else if (trial.isMeasured()) {
        measured++;
      } else {
        failed++;
      }
    }
    return new Generation.Counts(proposed, infeasible, repeated, measured, failed);
  }
}
