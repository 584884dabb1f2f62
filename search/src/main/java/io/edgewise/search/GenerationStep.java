package io.edgewise.search;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.reward.RewardPlan;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * One generation, stage by stage: propose a pool, screen it by the simulator, select what is
 * trained, train it, learn from its rewards. A function of the controller's state and of what was
 * trained before; the same arguments give the same generation wherever it is evaluated.
 */
public final class GenerationStep {

  /**
   * A plan says how much a generation does.
   *
   * @param seed seed of the search
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
  private final RewardPlan reward;
  private final Plan plan;

  public GenerationStep(
      Controller controller, Screener screener, Evaluator evaluator, RewardPlan reward, Plan plan) {
    this.controller = controller;
    this.screener = screener;
    this.evaluator = evaluator;
    this.reward = reward;
    this.plan = plan;
  }

  /** The same step, whose pools another screener simulates. */
  public GenerationStep with(Screener other) {
    return new GenerationStep(controller, other, evaluator, reward, plan);
  }

  /**
   * Runs all stages of one generation.
   *
   * @param number of the generation, from 0
   * @param known what earlier generations trained; not changed
   */
  public Generation run(int number, ControllerState state, KnownTrials known) {
    List<Proposal> proposals = screen(propose(number, state), known);
    Selection selection = select(number, state, proposals);
    return learn(state, selection, train(selection, (candidate, evaluation) -> {}));
  }

  /** Draws the pool of a generation; a network may stand in it more than once. */
  public List<Architecture> propose(int number, ControllerState state) {
    return controller.propose(state, plan.pool(), random(number, Seeds.PROPOSALS));
  }

  /**
   * Screens each network of a pool once and notes where it was met before.
   *
   * @return one proposal a place of the pool, in its order
   */
  public List<Proposal> screen(List<Architecture> pool, KnownTrials known) {
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

  /** Lets the controller choose, among the fresh proposals, what is trained. */
  public Selection select(int number, ControllerState state, List<Proposal> proposals) {
    List<Proposal> fresh = proposals.stream().filter(Proposal::isFresh).toList();
    Set<ArchitectureId> chosen =
        controller
            .select(
                state,
                fresh.stream().map(Proposal::screening).toList(),
                plan.candidates(),
                random(number, Seeds.SELECTION))
            .stream()
            .map(Architecture::id)
            .collect(Collectors.toSet());
    return new Selection(
        number,
        proposals,
        fresh.stream()
            .filter(p -> chosen.contains(p.architecture().id()))
            .limit(plan.candidates())
            .map(p -> candidate(number, p))
            .toList());
  }

  /**
   * Returns what the controller expects of a selection before it is trained: the improvement of the
   * best reward. A surrogate takes about as long to answer as to choose.
   *
   * @return empty if the controller has no such expectation or nothing is trained
   */
  public OptionalDouble expectation(ControllerState state, Selection selection) {
    return selection.candidates().isEmpty()
        ? OptionalDouble.empty()
        : controller.expectedImprovement(state, selection.screenings());
  }

  /**
   * Trains the candidates.
   *
   * @param ended as {@link Evaluator#evaluate} tells it
   * @return one evaluation a candidate, in the same order
   */
  public List<Evaluation> train(Selection selection, BiConsumer<Candidate, Evaluation> ended) {
    return selection.candidates().isEmpty()
        ? List.of()
        : evaluator.evaluate(selection.candidates(), ended);
  }

  /**
   * Rewards what was trained and updates the controller by the whole pool.
   *
   * @param state what the pool was proposed from
   * @param evaluations one a candidate, in the same order
   */
  public Generation learn(
      ControllerState state, Selection selection, List<Evaluation> evaluations) {
    PoolTrials trials = new PoolTrials(selection, evaluations, reward);
    return new Generation(
        selection.generation(),
        trials.recorded(plan.candidates()),
        controller.update(state, trials.all()),
        trials.counts(selection.proposals().size()));
  }

  private SplittableRandom random(int generation, int stream) {
    return new SplittableRandom(Seeds.mix(plan.seed(), generation, stream));
  }

  private Candidate candidate(int number, Proposal proposal) {
    long seed = Seeds.mix(plan.seed(), number, proposal.index());
    return evaluator.candidate(proposal.index(), proposal.screening(), seed);
  }
}
