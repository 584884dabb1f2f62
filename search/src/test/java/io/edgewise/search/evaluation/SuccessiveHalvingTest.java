package io.edgewise.search.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.evaluation.SuccessiveHalving.Promotion;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.EarlyStop;
import io.edgewise.search.trial.Evaluation.Failed;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Screening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessiveHalvingTest {

  private static final Screening ANY =
      Screening.unmappable(
          SearchSpaceFile.find("efficientnet-edgetpu").first(),
          new Evaluation.Infeasible("unmappable", "no matter here"));
  private static final Proxy PROXY = new Proxy("any", 1, 1);
  private static final Cost COST = new Cost(1, "here");

  private static List<Candidate> candidates(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Candidate(i, ANY, PROXY, i)).toList();
  }

  /**
   * Accuracies by place, the same at every rung; remembers who reached which rung. Trainings begin
   * in order of place and end one after the other, or in any order that a random number makes.
   */
  private static class Table implements SuccessiveHalving.Trainings {
    final List<String> trained = new ArrayList<>();
    private final List<Double> accuracies;
    private final @Nullable Random ends;

    Table(Double... accuracies) {
      this(Arrays.asList(accuracies), null);
    }

    Table(List<Double> accuracies, @Nullable Random ends) {
      this.accuracies = accuracies;
      this.ends = ends;
    }

    @Override
    public List<Integer> order() {
      return IntStream.range(0, accuracies.size()).boxed().toList();
    }

    @Override
    public void train(List<Integer> rungs, SuccessiveHalving.Decisions decisions) {
      List<Promotion> underway = new ArrayList<>();
      order().forEach(place -> underway.add(new Promotion(place, 0)));
      while (!underway.isEmpty()) {
        Promotion next = underway.remove(ends == null ? 0 : ends.nextInt(underway.size()));
        trained.add(next.place() + " to " + rungs.get(next.rung()));
        underway.addAll(decisions.reached(next.rung(), next.place(), evaluation(next.place())));
      }
    }

    private Evaluation evaluation(int place) {
      return accuracies.get(place) == null
          ? new Failed("diverged", "loss NaN", COST)
          : new Measured(accuracies.get(place), List.of(), COST);
    }

    List<String> beyondTheFirstRung() {
      return trained.subList(accuracies.size(), trained.size());
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
   * Seven candidates, one in three goes on. Of the first three, 0.4 of place 1 leads and goes on;
   * of the first six, 0.5 and 0.4 of places 3 and 1; of all seven, rounded up, also 0.3 of place 4.
   * At the second rung these three have set out in the order 1, 3, 4: the best of them goes on. 7 +
   * 3 * 2 + 1 * 6 = 19 epochs in place of 63.
   */
  @Test
  @DisplayName("worked by hand: seven candidates, rungs of 1, 3 and 9 epochs")
  void theBestGoOnAndTheRestSayWhereTheyStopped() {
    Table table = new Table(0.1, 0.4, 0.2, 0.5, 0.3, 0.0, 0.05);

    List<Evaluation> evaluations = halving(3).run(candidates(7), table);

    assertThat(table.beyondTheFirstRung()).containsExactly("1 to 3", "3 to 3", "4 to 3", "3 to 9");
    assertThat(evaluations.get(3)).isEqualTo(new Measured(0.5, List.of(), COST));
    assertThat(((Measured) evaluations.get(1)).stopped())
        .hasValue(
            new EarlyStop(
                "halving",
                "rung 2 of 3, after epoch 3 of 9: reward 0.4000 was number 2 of 3, 1 went on"));
    assertThat(((Measured) evaluations.get(2)).stopped())
        .hasValue(
            new EarlyStop(
                "halving",
                "rung 1 of 3, after epoch 1 of 9: reward 0.2000 was number 4 of 7, 3 went on"));
  }

  /** Places 0 to 2 have come to the rung: the best of them need not wait for place 3. */
  @Test
  void whoLeadsGoesOnBeforeTheOthersHaveArrived() {
    List<Promotion> promotions = new ArrayList<>();
    halving(3)
        .run(
            candidates(4),
            new Table(0.2, 0.3, 0.1, 0.9) {
              @Override
              public void train(List<Integer> rungs, SuccessiveHalving.Decisions decisions) {
                super.train(
                    rungs,
                    (rung, place, evaluation) -> {
                      List<Promotion> goOn = decisions.reached(rung, place, evaluation);
                      if (place == 2) {
                        promotions.addAll(goOn);
                      }
                      return goOn;
                    });
              }
            });

    assertThat(promotions).containsExactly(new Promotion(1, 1));
  }

  /** ASHA would let other trainings go on each time. */
  @ParameterizedTest
  @CsvSource({"1, 2", "2, 3", "9, 3", "20, 3", "47, 4"})
  void theOrderInWhichTrainingsEndDecidesNothing(int count, int reduction) {
    Random random = new Random(count);
    List<Double> accuracies =
        Stream.generate(() -> random.nextInt(10) == 0 ? null : random.nextInt(30) / 100.0)
            .limit(count)
            .toList();
    Table inTurn = new Table(accuracies, null);
    List<Evaluation> expected = halving(reduction).run(candidates(count), inTurn);

    for (int seed = 0; seed < 20; seed++) {
      Table table = new Table(accuracies, new Random(seed));

      assertThat(halving(reduction).run(candidates(count), table)).isEqualTo(expected);
      assertThat(table.trained).containsExactlyInAnyOrderElementsOf(inTurn.trained);
    }
  }

  @Test
  void theRewardDecidesAndNotTheAccuracy() {
    Table table = new Table(0.9, 0.8, 0.7);

    new SuccessiveHalving(new Halving(1, 3), 3, (c, accuracy) -> c.index() == 2 ? 1 : accuracy)
        .run(candidates(3), table);

    assertThat(table.beyondTheFirstRung()).containsExactly("2 to 3");
  }

  @Test
  void equalRewardsGoByPlace() {
    Table table = new Table(0.5, 0.5, 0.5);

    halving(3).run(candidates(3), table);

    assertThat(table.beyondTheFirstRung()).containsExactly("0 to 3", "0 to 9");
  }

  @Test
  void whatFailsTakesNoPlaceOfWhatTrains() {
    Table table = new Table(null, 0.2, null);

    List<Evaluation> evaluations = halving(2).run(candidates(3), table);

    assertThat(table.beyondTheFirstRung()).startsWith("1 to 2");
    assertThat(evaluations.get(0)).isInstanceOf(Failed.class);
    assertThat(evaluations.get(1)).isEqualTo(new Measured(0.2, List.of(), COST));
  }

  @Test
  void nothingIsTrainedOnWhenEverythingFailed() {
    Table table = new Table(new Double[] {null, null});

    assertThat(halving(2).run(candidates(2), table)).allMatch(e -> e instanceof Failed);
    assertThat(table.beyondTheFirstRung()).isEmpty();
  }

  @Test
  @DisplayName("switched off, everything is trained to the end at once")
  void off() {
    Table table = new Table(0.1, 0.2);

    List<Evaluation> evaluations =
        new SuccessiveHalving(Halving.OFF, 9, (c, accuracy) -> accuracy).run(candidates(2), table);

    assertThat(table.trained).containsExactly("0 to 9", "1 to 9");
    assertThat(evaluations).allMatch(e -> ((Measured) e).stopped().isEmpty());
  }

  /** Others go on too: whoever was among the best of the first for a while. */
  @ParameterizedTest
  @CsvSource({"7, 2", "20, 3", "47, 4"})
  @DisplayName("of the first rung the best go on, one in so many of all, and few besides")
  void keepsTheBest(int count, int reduction) {
    List<Double> shuffled =
        new ArrayList<>(IntStream.range(0, count).mapToObj(i -> i / 100.0).toList());
    Collections.shuffle(shuffled, new Random(count));
    Table table = new Table(shuffled, null);

    List<Evaluation> evaluations = halving(reduction).run(candidates(count), table);

    int goOn = new Halving(1, reduction).goOn(count);
    List<Integer> beyond =
        IntStream.range(0, count)
            .filter(i -> !stoppedAt(evaluations.get(i)).startsWith("rung 1 "))
            .boxed()
            .toList();
    assertThat(beyond)
        .containsAll(
            IntStream.range(0, count)
                .filter(i -> shuffled.get(i) >= (count - goOn) / 100.0)
                .boxed()
                .toList())
        .hasSizeLessThanOrEqualTo(3 * goOn / 2 + 1);
    int best = shuffled.indexOf((count - 1) / 100.0);
    assertThat(stoppedAt(evaluations.get(best))).isEmpty();
    long ended = evaluations.stream().filter(e -> ((Measured) e).stopped().isEmpty()).count();
    assertThat(ended).isLessThanOrEqualTo(count / reduction);
  }

  private static String stoppedAt(Evaluation evaluation) {
    return ((Measured) evaluation).stopped().map(EarlyStop::detail).orElse("");
  }

  @Test
  void refusesRungsThatDoNotGrow() {
    assertThatThrownBy(() -> new Halving(0, 1))
        .hasMessage("first rung = 0, reduction = 1: allowed is at least 1 and at least 2");
  }
}
