package io.edgewise.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluation;
import io.edgewise.search.evaluation.Evaluation.Cost;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.evaluation.Screening;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.KnownTrials;
import io.edgewise.search.history.Training;
import io.edgewise.search.history.Trial;
import io.edgewise.search.history.TrialKey;
import io.edgewise.search.reward.MnasNetReward;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.SearchSpaceFile;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
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
            architecture.id().hex(), 1, 0, 0, 1, 1, 0, 0, Bottleneck.COMPUTE, List.of());
    return architecture.id().equals(slow.id())
        ? Screening.rejected(architecture, report, new Evaluation.Infeasible("latency", "too slow"))
        : Screening.feasible(architecture, report);
  }

  private Generation run(Controller controller, int candidates, int pool, KnownTrials known) {
    Screener screener = architectures -> architectures.stream().map(this::screen).toList();
    Evaluator evaluator =
        candidatesToTrain -> {
          trained.addAll(candidatesToTrain);
          return candidatesToTrain.stream()
              .map(c -> (Evaluation) new Evaluation.Measured(0.5, List.of(1.0), COST))
              .toList();
        };
    return new GenerationStep(
            controller,
            screener,
            evaluator,
            MnasNetReward.hard(1),
            c -> new Training(c.seed(), "as told", 5),
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
    assertThat(generation.trials().get(2).repeats()).contains(new TrialKey(3, 0));
    assertThat(generation.trials().get(2).reward()).isEqualTo(0.5);
    assertThat(generation.counts()).isEqualTo(new Generation.Counts(4, 1, 1, 2, 0));
    assertThat(generation.stateAfter().vector("learned")).containsExactly(4);
  }

  @Test
  void aNetworkOfAnEarlierGenerationIsNotTrainedAgain() {
    KnownTrials known = new KnownTrials();
    run(proposing(small), 1, 1, known).trials().forEach(known::add);
    trained.clear();
    Generation generation = run(proposing(small, large), 2, 2, known);
    assertThat(trained).extracting(Candidate::index).containsExactly(1);
    assertThat(generation.trials().get(0).repeats()).contains(new TrialKey(3, 0));
    assertThat(generation.trials().get(0).evaluation())
        .isEqualTo(new Evaluation.Measured(0.5, List.of(), COST));
  }

  @Test
  void ofALargePoolOnlyWhatIsSelectedIsTrainedAndTheRestIsNoTrial() {
    Generation generation = run(proposing(slow, small, slow, large, slow), 1, 5, new KnownTrials());
    assertThat(trained).extracting(Candidate::index).containsExactly(1);
    assertThat(generation.trials()).extracting(Trial::index).containsExactly(0, 1);
    assertThat(learned).as("the controller learns from every rejected one").hasSize(4);
    assertThat(generation.counts()).isEqualTo(new Generation.Counts(5, 3, 0, 1, 0));
  }

  @Test
  void aGenerationWithoutAFeasibleNetworkTrainsNothing() {
    Generation generation = run(proposing(slow, slow), 2, 2, new KnownTrials());
    assertThat(trained).isEmpty();
    assertThat(generation.counts().infeasible()).isEqualTo(2);
  }

  @Test
  void aPoolSmallerThanTheNumberOfCandidatesIsRefused() {
    assertThatThrownBy(() -> new GenerationStep.Plan(1, 8, 4))
        .hasMessage("candidates = 8, pool = 4: allowed is 1 <= candidates <= pool");
  }
}
