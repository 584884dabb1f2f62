package io.edgewise.search.controller.reinforce;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.controller.policy.Adam;
import io.edgewise.search.controller.policy.Lesson;
import io.edgewise.search.controller.policy.PolicyState;
import io.edgewise.search.controller.policy.RewardBaseline;
import io.edgewise.search.controller.policy.Softmax;
import io.edgewise.search.controller.policy.Steps;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The controller of TuNAS (Bender et al., arXiv 2008.06120, section 3): independent logits, trained
 * with REINFORCE. Learns faster than a recurrent policy where decisions do not depend on each other
 * much, and cannot learn it where they do.
 */
public final class ReinforceController implements Controller {

  /** The name it goes by in settings and states. */
  public static final String NAME = "reinforce";

  private final SearchSpace space;
  private final ReinforceSettings settings;
  private final Steps steps;

  public ReinforceController(SearchSpace space, ReinforceSettings settings) {
    this.space = space;
    this.settings = settings;
    this.steps = new Steps(space);
  }

  @Override
  public ControllerState initial() {
    return new PolicyState(Adam.start(new double[steps.tokens()]), RewardBaseline.none())
        .store(NAME);
  }

  @Override
  public List<Architecture> propose(ControllerState state, int size, RandomGenerator random) {
    LogitPolicy policy = policy(PolicyState.load(NAME, state));
    double[][] probabilities = new double[steps.decisions()][];
    for (int decision = 0; decision < probabilities.length; decision++) {
      probabilities[decision] = policy.probabilities(decision);
    }
    return Stream.generate(
            () -> space.walk(d -> Softmax.draw(probabilities[steps.indexOf(d)], random)))
        .limit(size)
        .toList();
  }

  @Override
  public ControllerState update(ControllerState state, List<Trial> trials) {
    PolicyState before = PolicyState.load(NAME, state);
    RewardBaseline baseline =
        before.baseline().with(Lesson.rewardsOf(trials), settings.baselineDecay());
    List<Lesson> lessons = Lesson.of(trials, steps, baseline, settings.rejectedAdvantage());
    if (lessons.isEmpty()) {
      return new PolicyState(before.optimiser(), baseline).store(NAME);
    }
    double[] gradient = policy(before).gradient(lessons, settings.entropyWeight());
    Adam after = before.optimiser().ascend(gradient, settings.learningRate());
    return new PolicyState(after, baseline).store(NAME);
  }

  private LogitPolicy policy(PolicyState state) {
    double[] logits = state.optimiser().weights();
    if (logits.length != steps.tokens()) {
      throw new IllegalArgumentException(
          "state of controller reinforce: "
              + logits.length
              + " logits; this space has "
              + steps.tokens()
              + " options");
    }
    return new LogitPolicy(steps, logits);
  }
}
