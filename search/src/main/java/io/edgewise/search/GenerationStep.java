package io.edgewise.search;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.reward.RewardFunction;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

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
  private final Function<Candidate, Training> training;
  private final Plan plan;
  private final boolean expecting;

  /**
   * @param training tells how a candidate is trained, for the record
   */
  public GenerationStep(
      Controller controller,
      Screener screener,
      Evaluator evaluator,
      RewardFunction reward,
      Function<Candidate, Training> training,
      Plan plan) {
    this(controller, screener, evaluator, reward, training, plan, false);
  }

  private GenerationStep(
      Controller controller,
      Screener screener,
      Evaluator evaluator,
      RewardFunction reward,
      Function<Candidate, Training> training,
      Plan plan,
      boolean expecting) {
    this.controller = controller;
    this.screener = screener;
    this.evaluator = evaluator;
    this.reward = reward;
    this.training = training;
    this.plan = plan;
    this.expecting = expecting;
  }

  /**
   * The same step, which also asks the controller what it expects of a generation. A surrogate
   * takes about as long to answer as to choose.
   */
  public GenerationStep withExpectation() {
    return new GenerationStep(controller, screener, evaluator, reward, training, plan, true);
  }

  /**
   * One place of a generation's pool.
   *
   * @param architecture as proposed here
   * @param first the first place in the pool of the same network
   * @param earlier the trial of an earlier generation that trained the same network
   */
  private record Proposal(
      int index,
      Architecture architecture,
      Screening screening,
      int first,
      Optional<KnownTrials.Known> earlier) {

    boolean isFresh() {
      return screening.isFeasible() && earlier.isEmpty() && first == index;
    }
  }

  /**
   * Runs one generation.
   *
   * @param known what earlier generations trained; not changed
   */
  public Generation run(int number, ControllerState state, KnownTrials known) {
    List<Architecture> pool =
        controller.propose(state, plan.pool(), random(number, Seeds.PROPOSALS));
    List<Proposal> proposals = screen(pool, known);
    List<Proposal> chosen = select(number, state, proposals);
    OptionalDouble expected =
        chosen.isEmpty() || !expecting
            ? OptionalDouble.empty()
            : controller.expectedImprovement(
                state, chosen.stream().map(Proposal::screening).toList());
    List<Candidate> candidates = chosen.stream().map(p -> candidate(number, p)).toList();
    Map<Integer, Evaluation> evaluations = evaluate(candidates);
    List<Trial> trials =
        proposals.stream().flatMap(p -> trial(number, p, evaluations).stream()).toList();
    return new Generation(
        number,
        recorded(trials),
        controller.update(state, trials),
        counts(pool.size(), trials),
        expected);
  }

  private SplittableRandom random(int generation, int stream) {
    return new SplittableRandom(Seeds.mix(plan.seed(), generation, stream));
  }

  /** Screens each network of the pool once and notes where it was met before. */
  private List<Proposal> screen(List<Architecture> pool, KnownTrials known) {
    Map<ArchitectureId, Integer> places = new HashMap<>();
    List<Architecture> distinct = new ArrayList<>();
    List<Integer> firsts = new ArrayList<>();
    int[] placeOf = new int[pool.size()];
    for (int index = 0; index < pool.size(); index++) {
      placeOf[index] = places.computeIfAbsent(pool.get(index).id(), id -> distinct.size());
      if (placeOf[index] == distinct.size()) {
        distinct.add(pool.get(index));
        firsts.add(index);
      }
    }
    List<Screening> screenings = screener.screen(distinct);
    List<Optional<KnownTrials.Known>> earlier =
        distinct.stream().map(architecture -> known.find(architecture.id())).toList();
    List<Proposal> proposals = new ArrayList<>();
    for (int index = 0; index < pool.size(); index++) {
      int place = placeOf[index];
      proposals.add(
          new Proposal(
              index,
              pool.get(index),
              screenings.get(place),
              firsts.get(place),
              earlier.get(place)));
    }
    return proposals;
  }

  private List<Proposal> select(int number, ControllerState state, List<Proposal> proposals) {
    List<Proposal> fresh = proposals.stream().filter(Proposal::isFresh).toList();
    List<Screening> feasible = fresh.stream().map(Proposal::screening).toList();
    Set<ArchitectureId> chosen =
        controller
            .select(state, feasible, plan.candidates(), random(number, Seeds.SELECTION))
            .stream()
            .map(Architecture::id)
            .collect(Collectors.toSet());
    return fresh.stream()
        .filter(p -> chosen.contains(p.architecture().id()))
        .limit(plan.candidates())
        .toList();
  }

  private Candidate candidate(int number, Proposal proposal) {
    return new Candidate(
        proposal.index(),
        proposal.architecture(),
        Seeds.mix(plan.seed(), number, proposal.index()));
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
      int number, Proposal proposal, Map<Integer, Evaluation> evaluations) {
    if (proposal.screening().rejection().isPresent()) {
      return Optional.of(
          trial(number, proposal, proposal.screening().rejection().get(), Optional.empty()));
    }
    if (proposal.earlier().isPresent()) {
      KnownTrials.Known earlier = proposal.earlier().get();
      return Optional.of(
          trial(number, proposal, earlier.evaluation(), Optional.of(earlier.original())));
    }
    Optional<Original> repeats =
        proposal.isFresh()
            ? Optional.empty()
            : Optional.of(Original.here(new TrialKey(number, proposal.first())));
    return Optional.ofNullable(evaluations.get(proposal.first()))
        .map(evaluation -> trial(number, proposal, evaluation, repeats));
  }

  private Trial trial(
      int number, Proposal proposal, Evaluation evaluation, Optional<Original> repeats) {
    boolean trained = proposal.screening().isFeasible() && repeats.isEmpty();
    return new Trial(
        number,
        proposal.index(),
        proposal.architecture(),
        proposal.screening().latency(),
        trained ? Optional.of(training.apply(candidate(number, proposal))) : Optional.empty(),
        evaluation,
        reward(evaluation, proposal.screening()),
        repeats);
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
