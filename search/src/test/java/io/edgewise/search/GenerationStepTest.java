package io.edgewise.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.evaluation.Scoring;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.reward.Combination;
import io.edgewise.search.reward.MnasNetReward;
import io.edgewise.search.reward.RewardPlan;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Original;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Training;
import io.edgewise.search.trial.Trial;
import io.edgewise.search.trial.TrialKey;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A generation of made-up parts: the controller proposes what the test says, a network of k 3x3
 * stages takes 1 ms, and one whose first stage has expansion 1 is too slow.
 */
class GenerationStepTest {

  private static final SearchSpace SPACE = SearchSpaceFile.find("efficientnet-edgetpu");
  private static final Cost COST = new Cost(7, "here");

  private final Architecture small = withFirstExpansion("3");
  private final Architecture large = withFirstExpansion("4");
  private final Architecture slow = withFirstExpansion("1");
  private final List<Candidate> trained = new ArrayList<>();
  private final List<Trial> learned = new ArrayList<>();
  private Function<List<Screening>, OptionalDouble> expectation = chosen -> OptionalDouble.empty();

  private static Architecture withFirstExpansion(String expansion) {
    Architecture first = SPACE.first();
    Map<String, String> values = new java.util.HashMap<>(first.valuesByDecision());
    String decision =
        values.keySet().stream()
            .filter(d -> d.endsWith("1.expansion"))
            .sorted()
            .findFirst()
            .orElseThrow();
    values.put(decision, expansion);
    return SPACE.of(values);
  }

  private Controller proposing(Architecture... pool) {
    return new Controller() {
      @Override
      public ControllerState initial() {
        return new ControllerState("fixed", Map.of(), Map.of());
      }

      @Override
      public List<Architecture> propose(ControllerState state, int size, RandomGenerator random) {
        return List.of(pool);
      }

      @Override
      public List<Architecture> select(
          ControllerState state, List<Screening> feasible, int size, RandomGenerator random) {
        return feasible.stream().map(Screening::architecture).limit(size).toList();
      }

      @Override
      public OptionalDouble expectedImprovement(ControllerState state, List<Screening> candidates) {
        return expectation.apply(candidates);
      }

      @Override
      public ControllerState update(ControllerState state, List<Trial> trials) {
        learned.addAll(trials);
        return new ControllerState(
            "fixed", Map.of("learned", new double[] {trials.size()}), Map.of());
      }
    };
  }

  private Screening screen(Architecture architecture) {
    LatencyReport report =
        new LatencyReport(
            architecture.id().hex(),
            Metrics.NONE.with(Metric.LATENCY, 1).with(Metric.CACHED_PARAMETERS, 1),
            Bottleneck.COMPUTE,
            List.of());
    return architecture.id().equals(slow.id())
        ? Screening.rejected(architecture, report, new Evaluation.Infeasible("latency", "too slow"))
        : Screening.feasible(architecture, report);
  }

  private static SortedMap<String, Integer> tooSlow(int count) {
    return new TreeMap<>(Map.of("latency", count));
  }

  /** The network, if any, that its training finds to lose too much in int8. */
  private @Nullable Architecture losing;

  private static final Evaluation.Infeasible LOST =
      new Evaluation.Infeasible(
          Scoring.INT8_LOSS,
          "as the test wants it",
          new Evaluation.Measured(0.1, List.of(1.0), COST));

  private Evaluation comesTo(Candidate candidate) {
    return candidate.architecture().equals(losing)
        ? LOST
        : new Evaluation.Measured(0.5, List.of(1.0), COST);
  }

  /** Every other training comes to an accuracy of a half. */
  private final Evaluator evaluator =
      new Evaluator() {
        @Override
        public Proxy proxy(Architecture architecture) {
          return new Proxy("as told", 3, 5);
        }

        @Override
        public List<Evaluation> evaluate(
            List<Candidate> candidates, BiConsumer<Candidate, Evaluation> ended) {
          trained.addAll(candidates);
          return candidates.stream().map(GenerationStepTest.this::comesTo).toList();
        }
      };

  private Generation run(Controller controller, int candidates, int pool, KnownTrials known) {
    Screener screener = architectures -> architectures.stream().map(this::screen).toList();
    return new GenerationStep(
            controller,
            screener,
            evaluator,
            RewardPlan.of(List.of(MnasNetReward.hard(1)), Combination.EACH),
            new GenerationStep.Plan(42, candidates, pool))
        .run(3, controller.initial(), known);
  }

  @Test
  void trainsEachFeasibleNetworkOnceAndSaysWhatBecameOfTheOthers() {
    Generation generation = run(proposing(small, slow, small, large), 4, 4, new KnownTrials());

    assertThat(trained).extracting(Candidate::index).containsExactly(0, 3);
    assertThat(trained)
        .extracting(Candidate::seed)
        .containsExactly(Seeds.mix(42, 3, 0), Seeds.mix(42, 3, 3));
    assertThat(generation.trials()).extracting(Trial::index).containsExactly(0, 1, 2, 3);
    assertThat(generation.trials().get(1).evaluation())
        .isEqualTo(new Evaluation.Infeasible("latency", "too slow"));
    assertThat(generation.trials().get(1).reward()).isZero();
    assertThat(generation.trials().get(0).training())
        .contains(new Training(Seeds.mix(42, 3, 0), "as told", 5));
    assertThat(generation.trials().get(1).training()).isEmpty();
    assertThat(generation.trials().get(2).training()).isEmpty();
    assertThat(generation.trials().get(2).repeats()).contains(Original.here(new TrialKey(3, 0)));
    assertThat(generation.trials().get(2).reward()).isEqualTo(0.5);
    assertThat(generation.counts()).isEqualTo(new Generation.Counts(4, 1, 1, 2, 0, tooSlow(1)));
    assertThat(generation.stateAfter().vector("learned")).containsExactly(4);
  }

  @Test
  void aNetworkOfAnEarlierGenerationIsNotTrainedAgain() {
    KnownTrials known = new KnownTrials();
    run(proposing(small), 1, 1, known).trials().forEach(known::add);
    trained.clear();
    Generation generation = run(proposing(small, large), 2, 2, known);
    assertThat(trained).extracting(Candidate::index).containsExactly(1);
    assertThat(generation.trials().get(0).repeats()).contains(Original.here(new TrialKey(3, 0)));
    assertThat(generation.trials().get(0).evaluation())
        .isEqualTo(new Evaluation.Measured(0.5, List.of(), COST));
  }

  @Test
  void aNetworkThatAnEarlierSearchTrainedTheSameWayIsARepetitionThatNamesIt() {
    KnownTrials known = new KnownTrials();
    Original original =
        new Original(Optional.of(new SearchId("nightly-2026-11-23")), new TrialKey(7, 2));
    Evaluation before = new Evaluation.Measured(0.25, List.of(1.0), COST);
    known.addFrom(
        original, new Trial(7, 2, small, Optional.empty(), before, Double.NaN, Optional.empty()));

    Generation generation = run(proposing(small, large), 2, 2, known);

    assertThat(trained).extracting(Candidate::index).containsExactly(1);
    assertThat(generation.trials().get(0).repeats()).contains(original);
    assertThat(original).hasToString("nightly-2026-11-23 7/2");
    assertThat(generation.trials().get(0).reward())
        .as("its accuracy under this search's formula, which does not punish 1 ms")
        .isEqualTo(0.25);
    assertThat(generation.counts()).isEqualTo(new Generation.Counts(2, 0, 1, 1, 0));
  }

  /**
   * It is infeasible as a slow one, but took a training, which is kept, counted and not repeated.
   */
  @Test
  void aNetworkThatLosesTooMuchInInt8IsInfeasibleAfterItsTraining() {
    losing = large;
    Generation generation =
        run(proposing(slow, slow, small, large, large), 2, 5, new KnownTrials());

    assertThat(generation.trials()).extracting(Trial::index).containsExactly(0, 1, 2, 3, 4);
    Trial lost = generation.trials().get(3);
    assertThat(lost.evaluation()).isEqualTo(LOST);
    assertThat(lost.training()).contains(new Training(Seeds.mix(42, 3, 3), "as told", 5));
    assertThat(lost.reward()).as("that of accuracy 0").isZero();
    assertThat(lost.cost()).contains(COST);
    assertThat(lost.isMeasured()).isFalse();
    assertThat(generation.trials().get(4).repeats()).contains(Original.here(new TrialKey(3, 3)));
    assertThat(generation.trials().get(4).reward()).isZero();
    assertThat(generation.counts())
        .isEqualTo(
            new Generation.Counts(
                5, 3, 1, 1, 0, new TreeMap<>(Map.of("latency", 2, "int8 loss", 1))));
    assertThat(generation.counts().trained()).isEqualTo(2);

    KnownTrials known = new KnownTrials();
    generation.trials().forEach(known::add);
    trained.clear();
    Trial again = run(proposing(large), 1, 1, known).trials().get(0);
    assertThat(trained).isEmpty();
    assertThat(again.repeats()).contains(Original.here(new TrialKey(3, 3)));
    assertThat(again.cost()).isEmpty();
  }

  @Test
  void whatFailedInAnEarlierSearchIsTriedAgain() {
    KnownTrials known = new KnownTrials();
    Evaluation failed = new Evaluation.Failed("out-of-memory", "", COST);
    known.addFrom(
        new Original(Optional.of(new SearchId("nightly")), new TrialKey(0, 0)),
        new Trial(0, 0, small, Optional.empty(), failed, Double.NaN, Optional.empty()));
    run(proposing(small), 1, 1, known);
    assertThat(trained).hasSize(1);
  }

  @Test
  void theControllersExpectationOfWhatIsTrainedIsKept() {
    Controller controller = proposing(small, slow, large);
    ControllerState state = controller.initial();
    GenerationStep step =
        new GenerationStep(
            controller,
            architectures -> architectures.stream().map(this::screen).toList(),
            evaluator,
            RewardPlan.of(List.of(MnasNetReward.hard(1)), Combination.EACH),
            new GenerationStep.Plan(42, 1, 3));
    Selection selection =
        step.select(3, state, step.screen(step.propose(3, state), new KnownTrials()));
    assertThat(step.expectation(state, selection)).isEmpty();

    expectation = chosen -> OptionalDouble.of(chosen.size());
    OptionalDouble expected = step.expectation(state, selection);
    Generation generation =
        step.learn(state, selection, step.train(selection, (candidate, evaluation) -> {}))
            .expecting(expected);

    assertThat(generation.expectedImprovement()).hasValue(1);
    assertThat(step.expectation(state, new Selection(3, selection.proposals(), List.of())))
        .as("nothing is expected where nothing is trained")
        .isEmpty();
  }

  @Test
  void ofALargePoolOnlyWhatIsSelectedIsTrainedAndTheRestIsNoTrial() {
    Generation generation = run(proposing(slow, small, slow, large, slow), 1, 5, new KnownTrials());
    assertThat(trained).extracting(Candidate::index).containsExactly(1);
    assertThat(generation.trials()).extracting(Trial::index).containsExactly(0, 1);
    assertThat(learned).as("the controller learns from every rejected one").hasSize(4);
    assertThat(generation.counts()).isEqualTo(new Generation.Counts(5, 3, 0, 1, 0, tooSlow(3)));
  }

  @Test
  void aGenerationWithoutAFeasibleNetworkTrainsNothing() {
    Generation generation = run(proposing(slow, slow), 2, 2, new KnownTrials());
    assertThat(trained).isEmpty();
    assertThat(generation.counts().infeasible()).isEqualTo(2);
  }

  /**
   * One row of the infeasible is kept where there is one candidate. Of a pool of which nothing is
   * feasible the fastest (third) and the one that streams least too much (fourth) are kept beside
   * the first.
   */
  @Test
  void whereNothingIsFeasibleWhatCameClosestIsKept() {
    Generation generation =
        rejecting(
            List.of("latency", "latency", "streamed parameters", "streamed parameters"),
            List.of(9.0, 8.0, 3.0, 4.0),
            List.of(0L, 0L, 700L, 600L));
    assertThat(generation.trials()).extracting(Trial::index).containsExactly(0, 1, 2, 3);

    generation =
        rejecting(
            List.of("latency", "latency", "latency", "latency"),
            List.of(9.0, 8.0, 7.0, 8.5),
            List.of(0L, 0L, 0L, 0L));
    assertThat(generation.trials()).extracting(Trial::index).containsExactly(0, 2);
    assertThat(generation.counts().rejections()).isEqualTo(tooSlow(4));
  }

  @Test
  void anAcceleratorThatRunsNothingHasNothingClosest() {
    Screener screener =
        architectures ->
            architectures.stream()
                .map(a -> Screening.unmappable(a, new Evaluation.Infeasible("unmappable", "swish")))
                .toList();
    assertThat(step(proposing(small, large, slow), screener, 3).trials())
        .extracting(Trial::index)
        .containsExactly(0);
  }

  /** A generation of four networks that break these limits at these latencies and bytes. */
  private Generation rejecting(List<String> limits, List<Double> millis, List<Long> streamed) {
    Architecture[] pool =
        IntStream.range(0, 4)
            .mapToObj(seed -> SPACE.sample(new SplittableRandom(seed)))
            .toArray(Architecture[]::new);
    Screener screener =
        architectures ->
            IntStream.range(0, 4)
                .mapToObj(
                    i ->
                        Screening.rejected(
                            architectures.get(i),
                            new LatencyReport(
                                "n",
                                Metrics.NONE
                                    .with(Metric.LATENCY, millis.get(i))
                                    .with(Metric.STREAMED_PARAMETERS, streamed.get(i)),
                                Bottleneck.COMPUTE,
                                List.of()),
                            new Evaluation.Infeasible(limits.get(i), "above")))
                .toList();
    return step(proposing(pool), screener, 4);
  }

  private Generation step(Controller controller, Screener screener, int pool) {
    return new GenerationStep(
            controller,
            screener,
            evaluator,
            RewardPlan.of(List.of(MnasNetReward.hard(1)), Combination.EACH),
            new GenerationStep.Plan(42, 1, pool))
        .run(3, controller.initial(), new KnownTrials());
  }

  @Test
  void aPoolSmallerThanTheNumberOfCandidatesIsRefused() {
    assertThatThrownBy(() -> new GenerationStep.Plan(1, 8, 4))
        .hasMessage("candidates = 8, pool = 4: allowed is 1 <= candidates <= pool");
  }
}
