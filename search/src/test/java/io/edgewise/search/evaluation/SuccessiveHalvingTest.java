package io.edgewise.search.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.evaluation.Evaluation.Cost;
import io.edgewise.search.evaluation.Evaluation.EarlyStop;
import io.edgewise.search.evaluation.Evaluation.Failed;
import io.edgewise.search.evaluation.Evaluation.Measured;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpaceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessiveHalvingTest {

  private static final Architecture ANY = SearchSpaceFile.find("efficientnet-edgetpu").first();
  private static final Cost COST = new Cost(1, "here");

  private static List<Candidate> candidates(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Candidate(i, ANY, i)).toList();
  }

  /** Accuracies by place, the same at every rung; remembers what it was asked to train. */
  private static final class Table implements SuccessiveHalving.Trainings {
    final List<String> asked = new ArrayList<>();
    private final Double[] accuracies;

    Table(Double... accuracies) {
      this.accuracies = accuracies;
    }

    @Override
    public List<Evaluation> trainTo(int epochs, List<Integer> places) {
      asked.add(epochs + ": " + places);
      return places.stream().map(this::evaluation).toList();
    }

    private Evaluation evaluation(int place) {
      return accuracies[place] == null
          ? new Failed("diverged", "loss NaN", COST)
          : new Measured(accuracies[place], List.of(), COST);
    }
  }

  private static SuccessiveHalving halving(int reduction) {
    return new SuccessiveHalving(new Halving(1, reduction), 9, (candidate, accuracy) -> accuracy);
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 9, '1, 3, 9'", "1, 3, 8, '1, 3, 8'", "2, 2, 9, '2, 4, 8, 9'", "9, 3, 9, '9'"})
  void rungsGrowByTheReductionAndEndAtTheRecipes(
      int first, int reduction, int epochs, String rungs) {
    assertThat(new Halving(first, reduction).rungs(epochs)).asString().isEqualTo("[" + rungs + "]");
  }

  /**
   * Five candidates, one in three goes on, rounded up. Rung 1: 0.5 and 0.4 of places 3 and 1 lead,
   * two go on. Rung 2: the better of the two goes on. 5 + 2 * 2 + 1 * 6 = 15 epochs in place of 45.
   */
  @Test
  @DisplayName("worked by hand: five candidates, rungs of 1, 3 and 9 epochs")
  void theBestGoOnAndTheRestSayWhereTheyStopped() {
    Table table = new Table(0.1, 0.4, 0.2, 0.5, 0.3);

    List<Evaluation> evaluations = halving(3).run(candidates(5), table);

    assertThat(table.asked).containsExactly("1: [0, 1, 2, 3, 4]", "3: [1, 3]", "9: [3]");
    assertThat(evaluations.get(3)).isEqualTo(new Measured(0.5, List.of(), COST));
    assertThat(((Measured) evaluations.get(1)).stopped())
        .hasValue(
            new EarlyStop(
                "halving",
                "rung 2 of 3, after epoch 3 of 9: reward 0.4000 was number 2 of 2, 1 went on"));
    assertThat(((Measured) evaluations.get(2)).stopped())
        .hasValue(
            new EarlyStop(
                "halving",
                "rung 1 of 3, after epoch 1 of 9: reward 0.2000 was number 4 of 5, 2 went on"));
  }

  @Test
  void theRewardDecidesAndNotTheAccuracy() {
    Table table = new Table(0.9, 0.8, 0.7);

    new SuccessiveHalving(new Halving(1, 3), 3, (c, accuracy) -> c.index() == 2 ? 1 : accuracy)
        .run(candidates(3), table);

    assertThat(table.asked).containsExactly("1: [0, 1, 2]", "3: [2]");
  }

  @Test
  void equalRewardsGoByPlace() {
    Table table = new Table(0.5, 0.5, 0.5);

    halving(3).run(candidates(3), table);

    assertThat(table.asked).containsExactly("1: [0, 1, 2]", "3: [0]", "9: [0]");
  }

  @Test
  void whatFailsTakesNoPlaceOfWhatTrains() {
    Table table = new Table(null, 0.2, null);

    List<Evaluation> evaluations = halving(2).run(candidates(3), table);

    assertThat(table.asked.get(1)).isEqualTo("2: [1]");
    assertThat(evaluations.get(0)).isInstanceOf(Failed.class);
    assertThat(evaluations.get(1)).isEqualTo(new Measured(0.2, List.of(), COST));
  }

  @Test
  void nothingIsTrainedOnWhenEverythingFailed() {
    Table table = new Table(null, null);

    assertThat(halving(2).run(candidates(2), table)).allMatch(e -> e instanceof Failed);
    assertThat(table.asked).hasSize(1);
  }

  @Test
  @DisplayName("switched off, everything is trained to the end at once")
  void off() {
    Table table = new Table(0.1, 0.2);

    List<Evaluation> evaluations =
        new SuccessiveHalving(Halving.OFF, 9, (c, accuracy) -> accuracy).run(candidates(2), table);

    assertThat(table.asked).containsExactly("9: [0, 1]");
    assertThat(evaluations).allMatch(e -> ((Measured) e).stopped().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"7, 2", "20, 3", "47, 4"})
  @DisplayName("the best candidate reaches the end, and the epochs trained are bounded")
  void keepsTheBest(int count, int reduction) {
    List<Double> shuffled =
        new ArrayList<>(IntStream.range(0, count).mapToObj(i -> i / 100.0).toList());
    Collections.shuffle(shuffled, new Random(count));
    Table table = new Table(shuffled.toArray(Double[]::new));

    List<Evaluation> evaluations = halving(reduction).run(candidates(count), table);

    int best = shuffled.indexOf((count - 1) / 100.0);
    assertThat(((Measured) evaluations.get(best)).stopped()).isEmpty();
    long ended = evaluations.stream().filter(e -> ((Measured) e).stopped().isEmpty()).count();
    assertThat(ended).isLessThanOrEqualTo(count / reduction);
  }

  @Test
  void refusesRungsThatDoNotGrow() {
    assertThatThrownBy(() -> new Halving(0, 1))
        .hasMessage("first rung = 0, reduction = 1: allowed is at least 1 and at least 2");
  }
}
