package io.edgewise.search.controller.bayes;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.controller.Expectation;
import io.edgewise.search.controller.archive.Archive;
import io.edgewise.search.controller.archive.Goal;
import io.edgewise.search.controller.archive.Spellings;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Bayesian optimisation in batches (NASBOT, Kandasamy et al., arXiv 1802.07191, in its idea: a
 * Gaussian process over architectures; the kernel here is on the decisions, as in Ru et al., arXiv
 * 2006.07556, the acquisition GP-BUCB). The larger the pool it may choose from, the fewer trainings
 * it needs.
 */
public final class BayesController implements Controller {

  /** The name it goes by in settings and states. */
  public static final String NAME = "bayes";

  private final BayesSettings settings;
  private final Goal goal;
  private final Spellings spellings;
  private final Proposals proposals;
  private final Surrogate surrogate;

  /**
   * @param proxySize of what is trained
   */
  public BayesController(
      SearchSpace space, BayesSettings settings, Goal goal, ProxySize proxySize) {
    this.settings = settings;
    this.goal = goal;
    this.spellings = new Spellings(space);
    this.proposals = new Proposals(space, settings.uniformShare());
    this.surrogate = new Surrogate(space, settings, goal, proxySize);
  }

  @Override
  public ControllerState initial() {
    return store(Archive.empty());
  }

  @Override
  public List<Architecture> propose(ControllerState state, int size, RandomGenerator random) {
    return proposals.draw(Proposals.elites(load(state), settings.elites(), goal), size, random);
  }

  @Override
  public List<Architecture> select(
      ControllerState state, List<Screening> feasible, int size, RandomGenerator random) {
    return surrogate.select(load(state), feasible, size);
  }

  @Override
  public ControllerState update(ControllerState state, List<Trial> trials) {
    return store(load(state).with(trials, spellings, goal, 1));
  }

  @Override
  public ControllerState warmStart(ControllerState state, List<Trial> earlier, double trust) {
    return store(load(state).with(earlier, spellings, goal, trust));
  }

  @Override
  public OptionalDouble expectedImprovement(ControllerState state, List<Screening> candidates) {
    return surrogate.expectedImprovement(load(state), candidates);
  }

  @Override
  public List<Expectation> expectations(ControllerState state, List<Screening> candidates) {
    return surrogate.expectations(load(state), candidates);
  }

  private Archive load(ControllerState state) {
    return Archive.load(NAME, state, spellings.decisions(), goal.dimensions());
  }

  private static ControllerState store(Archive archive) {
    return new ControllerState(NAME, archive.store(), Map.of());
  }
}
