package io.edgewise.search.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.edgewise.search.controller.random.RandomController;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.Failed;
import io.edgewise.search.trial.Screening;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** This contract is what every controller promises; a new one is one factory method. */
public abstract class ControllerContract {

  private static final int GENERATIONS = 12;
  private static final int SEEDS = 10;

  protected abstract Controller controller(SearchSpace space);

  @Test
  void sameSeedSameTrials() {
    ToySearch first = search(3, ToySearch::lookUp, GENERATIONS);
    ToySearch second = search(3, ToySearch::lookUp, GENERATIONS);
    assertThat(second.trials).isEqualTo(first.trials);
    assertThat(second.state).isEqualTo(first.state);
  }

  @Test
  void otherSeedOtherTrials() {
    assertThat(search(3, ToySearch::lookUp, 2).trials)
        .isNotEqualTo(search(4, ToySearch::lookUp, 2).trials);
  }

  @Test
  void resumesAtEveryGenerationAsIfNothingHadHappened() {
    ToySearch whole = search(5, ToySearch::lookUp, 5);
    for (int crash = 1; crash < 5; crash++) {
      ToySearch resumed = ToySearch.resume(fresh(), search(5, ToySearch::lookUp, crash));
      for (int generation = crash; generation < 5; generation++) {
        resumed.generation(generation);
      }
      assertThat(resumed.trials).isEqualTo(whole.trials);
      assertThat(resumed.state).isEqualTo(whole.state);
    }
  }

  @Test
  void updateLeavesTheStateItWasGivenAlone() {
    ToySearch search = search(6, ToySearch::lookUp, 2);
    ControllerState before = search.state;
    ControllerState copy = copy(before);
    search.generation(2);
    assertThat(before).isEqualTo(copy);
  }

  @Test
  void proposesAsManyAsAskedAndOnlyWhatTheSpaceHolds() {
    ToySearch search = search(7, ToySearch::lookUp, 3);
    List<Architecture> pool = fresh().propose(search.state, 500, new SplittableRandom(1));
    assertThat(pool).hasSize(500);
    for (Architecture architecture : pool) {
      assertThat(respelled(architecture)).isEqualTo(architecture);
    }
  }

  @Test
  void selectsFromThePoolNoneTwiceAndAllWhenThereAreFew() {
    ToySearch search = search(8, ToySearch::lookUp, 3);
    List<Screening> pool =
        IntStream.range(0, 6)
            .mapToObj(i -> ToyTable.space().sample(new SplittableRandom(100 + i)))
            .map(a -> Screening.feasible(a, ToyTable.report(a)))
            .toList();
    List<Architecture> all = pool.stream().map(Screening::architecture).toList();
    List<Architecture> four = fresh().select(search.state, pool, 4, new SplittableRandom(1));
    assertThat(four).hasSize(4).doesNotHaveDuplicates().isSubsetOf(all);
    assertThat(fresh().select(search.state, pool, 9, new SplittableRandom(1)))
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(fresh().select(search.state, List.of(), 9, new SplittableRandom(1))).isEmpty();
  }

  @Test
  void survivesGenerationsInWhichEveryTrialWasInfeasible() {
    assertGoesOnAfter(ToySearch::infeasible);
  }

  @Test
  void survivesGenerationsInWhichEveryTrialFailed() {
    assertGoesOnAfter(a -> new Failed("diverged", "loss NaN", new Cost(0, "here")));
  }

  @Test
  void survivesAnEmptyGeneration() {
    Controller controller = fresh();
    ControllerState state = controller.update(controller.initial(), List.of());
    assertThat(controller.propose(state, 8, new SplittableRandom(1))).hasSize(8);
  }

  @Test
  void beatsRandomSearch() {
    assumeThat(fresh())
        .as("random search is what the others are held against")
        .isNotInstanceOf(RandomController.class);
    double ours = 0;
    double random = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      ours += search(seed, ToySearch::lookUp, GENERATIONS).best() / SEEDS;
      ToySearch rival =
          new ToySearch(new RandomController(ToyTable.space()), seed, ToySearch::lookUp);
      IntStream.range(0, GENERATIONS).forEach(rival::generation);
      random += rival.best() / SEEDS;
    }
    assertThat(ours).as("mean best of %d seeds against random search", SEEDS).isGreaterThan(random);
  }

  private void assertGoesOnAfter(Function<Architecture, Evaluation> everything) {
    ToySearch search = search(9, everything, 3);
    ToySearch recovered = new ToySearch(fresh(), 9, ToySearch::lookUp);
    recovered.state = search.state;
    for (int generation = 3; generation < 6; generation++) {
      recovered.generation(generation);
    }
    assertThat(recovered.trials).hasSize(3 * ToySearch.GENERATION);
    for (String name : recovered.state.vectorNames()) {
      assertThat(recovered.state.vector(name)).as(name).doesNotContain(Double.NaN);
    }
  }

  private ToySearch search(
      long seed, Function<Architecture, Evaluation> evaluator, int generations) {
    ToySearch search = new ToySearch(fresh(), seed, evaluator);
    IntStream.range(0, generations).forEach(search::generation);
    return search;
  }

  private Controller fresh() {
    return controller(ToyTable.space());
  }

  private static Architecture respelled(Architecture architecture) {
    Map<String, String> values = architecture.valuesByDecision();
    return ToyTable.space()
        .walk(d -> d.options().indexOf(values.getOrDefault(d.name(), "not chosen")));
  }

  private static ControllerState copy(ControllerState state) {
    Map<String, double[]> vectors = new HashMap<>();
    state.vectorNames().forEach(name -> vectors.put(name, state.vector(name)));
    Map<String, List<String>> texts = new HashMap<>();
    state.textNames().forEach(name -> texts.put(name, state.texts(name)));
    return new ControllerState(state.controller(), vectors, texts);
  }
}
