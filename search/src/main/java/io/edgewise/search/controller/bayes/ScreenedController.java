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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Another controller's proposals, screened by the surrogate: the other draws most of the pool and
 * learns as it always does; which of the pool are trained is the surrogate's choice. The rest of
 * the pool is drawn as {@link BayesController} does, so that a policy which has settled on networks
 * that are trained already does not leave a generation with nothing to train.
 */
public final class ScreenedController implements Controller {

  /** Share of the pool that is not the other controller's. */
  private static final double BESIDE = 0.2;

  private final Controller proposer;
  private final BayesSettings settings;
  private final Goal goal;
  private final Spellings spellings;
  private final Proposals proposals;
  private final Surrogate surrogate;

  public ScreenedController(
      Controller proposer,
      SearchSpace space,
      BayesSettings settings,
      Goal goal,
      ProxySize proxySize) {
    this.proposer = proposer;
    this.settings = settings;
    this.goal = goal;
    this.spellings = new Spellings(space);
    this.proposals = new Proposals(space, settings.uniformShare());
    this.surrogate = new Surrogate(space, settings, goal, proxySize);
  }

  @Override
  public ControllerState initial() {
    return joined(proposer.initial(), Archive.empty());
  }

  @Override
  public List<Architecture> propose(ControllerState state, int size, RandomGenerator random) {
    int beside = (int) Math.round(BESIDE * size);
    List<Architecture> pool = new ArrayList<>(size);
    pool.addAll(proposer.propose(state, size - beside, random));
    List<Archive.Entry> elites = Proposals.elites(archive(state), settings.elites(), goal);
    pool.addAll(proposals.draw(elites, beside, random));
    return pool;
  }

  @Override
  public List<Architecture> select(
      ControllerState state, List<Screening> feasible, int size, RandomGenerator random) {
    return surrogate.select(archive(state), feasible, size);
  }

  @Override
  public ControllerState update(ControllerState state, List<Trial> trials) {
    return joined(proposer.update(state, trials), archive(state).with(trials, spellings, goal, 1));
  }

  @Override
  public ControllerState warmStart(ControllerState state, List<Trial> earlier, double trust) {
    return joined(
        proposer.warmStart(state, earlier, trust),
        archive(state).with(earlier, spellings, goal, trust));
  }

  @Override
  public OptionalDouble expectedImprovement(ControllerState state, List<Screening> candidates) {
    return surrogate.expectedImprovement(archive(state), candidates);
  }

  @Override
  public List<Expectation> expectations(ControllerState state, List<Screening> candidates) {
    return surrogate.expectations(archive(state), candidates);
  }

  /** The proposer's vectors and the archive's have different names, so both fit in one state. */
  private static ControllerState joined(ControllerState proposer, Archive archive) {
    Map<String, double[]> vectors = new HashMap<>(archive.store());
    proposer.vectorNames().forEach(name -> vectors.putIfAbsent(name, proposer.vector(name)));
    Map<String, List<String>> texts = new HashMap<>();
    proposer.textNames().forEach(name -> texts.put(name, proposer.texts(name)));
    return new ControllerState(proposer.controller(), vectors, texts);
  }

  private Archive archive(ControllerState state) {
    return Archive.load(state.controller(), state, spellings.decisions(), goal.dimensions());
  }
}
