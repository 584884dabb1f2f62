package io.edgewise.search.controller.ppo;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.controller.policy.Adam;
import io.edgewise.search.controller.policy.Lesson;
import io.edgewise.search.controller.policy.PolicyState;
import io.edgewise.search.controller.policy.RewardBaseline;
import io.edgewise.search.controller.policy.Softmax;
import io.edgewise.search.controller.policy.Steps;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The controller of MnasNet (Tan et al., arXiv 1807.11626, section 4.2): a recurrent policy over
 * the decisions, trained with proximal policy optimisation (arXiv 1707.06347) on each generation's
 * trials. The probabilities that a generation was drawn with are those of the state it was drawn
 * from, so they need not be kept.
 */
public final class PpoController implements Controller {

  /** The name it goes by in settings and states. */
  public static final String NAME = "ppo";

  /** The first policy is the same in every search: nothing random but the walks. */
  private static final long INITIAL_WEIGHTS_SEED = Seeds.mix(1807_11626L, 0, 0);

  private final SearchSpace space;
  private final PpoSettings settings;
  private final Steps steps;
  private final LstmShape shape;
  private final ClippedSurrogate surrogate;

  public PpoController(SearchSpace space, PpoSettings settings) {
    this.space = space;
    this.settings = settings;
    this.steps = new Steps(space);
    this.shape = LstmShape.of(steps, settings.hidden());
    this.surrogate = new ClippedSurrogate(settings.clip(), settings.entropyWeight());
  }

  @Override
  public ControllerState initial() {
    double[] weights = shape.initialWeights(new SplittableRandom(INITIAL_WEIGHTS_SEED));
    return new PolicyState(Adam.start(weights), RewardBaseline.none()).store(NAME);
  }

  @Override
  public List<Architecture> propose(ControllerState state, int size, RandomGenerator random) {
    LstmPolicy policy = policy(PolicyState.load(NAME, state).optimiser());
    return Stream.generate(() -> draw(policy, random)).limit(size).toList();
  }

  @Override
  public ControllerState update(ControllerState state, List<Trial> trials) {
    PolicyState before = PolicyState.load(NAME, state);
    RewardBaseline baseline =
        before.baseline().with(Lesson.rewardsOf(trials), settings.baselineDecay());
    List<Lesson> lessons = Lesson.of(trials, steps, baseline, settings.rejectedAdvantage());
    return new PolicyState(learn(before.optimiser(), lessons), baseline).store(NAME);
  }

  private Adam learn(Adam before, List<Lesson> lessons) {
    if (lessons.isEmpty()) {
      return before;
    }
    LstmPolicy drawnFrom = policy(before);
    List<double[]> oldLogProbabilities =
        lessons.stream().map(lesson -> logProbabilities(drawnFrom, lesson)).toList();
    Adam optimiser = before;
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      double[] gradient = new double[shape.size()];
      surrogate.addGradient(policy(optimiser), lessons, oldLogProbabilities, gradient);
      optimiser = optimiser.ascend(gradient, settings.learningRate());
    }
    return optimiser;
  }

  private Architecture draw(LstmPolicy policy, RandomGenerator random) {
    LstmPolicy.Walker walker = policy.walker();
    return space.walk(
        decision -> {
          int index = steps.indexOf(decision);
          int option = Softmax.draw(walker.next(index), random);
          walker.choose(index, option);
          return option;
        });
  }

  private LstmPolicy policy(Adam optimiser) {
    return new LstmPolicy(steps, shape, optimiser.weights());
  }

  private static double[] logProbabilities(LstmPolicy policy, Lesson lesson) {
    return policy.replay(lesson.tokens()).stream()
        .mapToDouble(LstmPolicy.Step::logProbability)
        .toArray();
  }
}
