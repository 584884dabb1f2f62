package io.edgewise.search.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.accuracy.Int8Loss;
import io.edgewise.search.accuracy.Int8Score;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.proxy.ProxyTrainer;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.LevelledOff;
import io.edgewise.search.proxy.TrainingOutcome.Paused;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.TrainingState;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.EarlyStop;
import io.edgewise.search.trial.Evaluation.Failed;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Evaluation.Span;
import io.edgewise.search.trial.Screening;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every end of a training is an evaluation with a reason, and never an exception. */
class ProxyEvaluationTest {
  private static final ImageSet IMAGE = new ImageSet(8, 8, 3, 2, new byte[192], new int[1]);
  private static final DataSplit DATA = new DataSplit(IMAGE, IMAGE);
  private static final Standing START =
      Standing.start(
          new Candidate(
              0,
              Screening.unmappable(
                  SearchSpaceFile.find("efficientnet-edgetpu").first(),
                  new Evaluation.Infeasible("unmappable", "as the test wants it")),
              new Proxy("as it is", 1, 1),
              5));
  private static final TrainingState PAUSE =
      new TrainingState(List.of(2.0), new float[1], new float[1], 7);

  /** Two images of each class, all answered as the first. */
  private static final Confusion HALF = new Confusion(new int[][] {{2, 0}, {2, 0}}, 4);

  private static final Confusion QUARTER = new Confusion(new int[][] {{1, 1}, {2, 0}}, 4);

  /** Each look at this clock is ten milliseconds after the last. */
  private final AtomicLong clock = new AtomicLong();

  private Standing advance(
      Standing from, Supplier<DataSplit> data, Supplier<TrainingOutcome> outcome) {
    Scoring inFloats =
        new Scoring(AccuracyMetric.BALANCED, Scoring.Numbers.FLOAT, Double.POSITIVE_INFINITY);
    return advance(from, data, outcome, inFloats);
  }

  private Standing advance(
      Standing from, Supplier<DataSplit> data, Supplier<TrainingOutcome> outcome, Scoring scoring) {
    ProxyTrainer trainer =
        new ProxyTrainer() {
          @Override
          public TrainingOutcome train(
              BlockNetwork network,
              DataSplit split,
              TrainingRecipe recipe,
              long seed,
              TrainingState state,
              int toEpoch) {
            return outcome.get();
          }
        };
    return new ProxyEvaluation(
            new ImageTrainer(
                new ProxyView(8, IMAGE.channels(), IMAGE.classes(), 1, 1, 0),
                trainer,
                new TrainingRecipe(3, 1, 1, 0, false, 1),
                data),
            scoring,
            () -> clock.getAndAdd(10),
            "here",
            2)
        .advance(from, 1);
  }

  /** A cost of so many milliseconds, from the first reading of the clock to this one. */
  private static Cost cost(long millis, long end) {
    return new Cost(millis, "here", 2, new Span(Instant.EPOCH, Instant.ofEpochMilli(end)));
  }

  /** The trainer's answers by the metric that the evaluation was told. */
  private static Measured measured(Confusion answers, List<Double> losses, Cost cost) {
    return new Measured(
        answers.estimate(AccuracyMetric.BALANCED), answers.answers(), losses, cost, null);
  }

  static Stream<Arguments> outcomes() {
    Cost cost = cost(10, 10);
    return Stream.of(
        Arguments.of(new Trained(HALF, List.of(1.0)), measured(HALF, List.of(1.0), cost)),
        Arguments.of(
            new LevelledOff(HALF, List.of(1.0), "no lower loss in 3 epochs"),
            measured(HALF, List.of(1.0), cost)
                .stopped(new EarlyStop("learning-curve", "no lower loss in 3 epochs"))),
        Arguments.of(
            new Stopped(StopReason.DIVERGED, "loss NaN at step 1 of epoch 1"),
            new Failed("diverged", "loss NaN at step 1 of epoch 1", cost)),
        Arguments.of(
            new Stopped(StopReason.TIMED_OUT, "limit 1 ms"),
            new Failed("timed-out", "limit 1 ms", cost)),
        Arguments.of(
            new Stopped(StopReason.OUT_OF_MEMORY, "needs 9 MB"),
            new Failed("out-of-memory", "needs 9 MB", cost)),
        Arguments.of(
            new Stopped(StopReason.NO_INT8, "layer head: range 0.0 to 0.0"),
            new Failed("no-int8", "layer head: range 0.0 to 0.0", cost)));
  }

  /** A network that is right half of the time in floats and a quarter in int8 loses 25 points. */
  @Test
  @DisplayName("the accuracy in int8 is the network's, and what it loses is held against the limit")
  void losesInInt8() {
    Int8Score score = new Int8Score(QUARTER, HALF);

    assertThat(inInt8(score, Double.POSITIVE_INFINITY))
        .isEqualTo(inInt8(score, 0.25))
        .isEqualTo(
            new Measured(
                QUARTER.estimate(AccuracyMetric.BALANCED),
                QUARTER.answers(),
                Map.of(),
                List.of(1.0),
                cost(10, 10),
                null,
                new Int8Loss(0.5, 0.25)));
    assertThat(inInt8(score, 0.24))
        .isEqualTo(
            new Evaluation.Infeasible(
                "int8 loss",
                "int8 at 25.00 % is 25.00 points below floats at 50.00 %, more than 24.00",
                (Measured) inInt8(score, 0.25)));
    assertThat(inInt8(new Int8Score(HALF, QUARTER), 0)).as("a gain").isInstanceOf(Measured.class);
  }

  private Evaluation inInt8(Int8Score score, double mostLoss) {
    clock.set(0);
    Scoring scoring = new Scoring(AccuracyMetric.BALANCED, Scoring.Numbers.INT8, mostLoss);
    return Objects.requireNonNull(
        advance(START, () -> DATA, () -> new Trained(score, List.of(1.0)), scoring).evaluation());
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void everyOutcomeHasItsRow(TrainingOutcome outcome, Evaluation evaluation) {
    assertThat(advance(START, () -> DATA, () -> outcome))
        .isEqualTo(new Standing(START.candidate(), evaluation, null));
  }

  @Test
  @DisplayName("a paused training goes on from its state, and its cost adds up")
  void pauses() {
    Standing paused = advance(START, () -> DATA, () -> new Paused(QUARTER, PAUSE));
    assertThat(paused.paused()).isSameAs(PAUSE);
    assertThat(paused.evaluation()).isEqualTo(measured(QUARTER, List.of(2.0), cost(10, 10)));

    Standing ended = advance(paused, () -> DATA, () -> new Trained(HALF, List.of(2.0, 1.0)));
    assertThat(ended.evaluation()).isEqualTo(measured(HALF, List.of(2.0, 1.0), cost(20, 30)));
  }

  @Test
  @DisplayName(
      "images that turn out corrupt on an executor fail the candidate, with the file's name")
  void corruptImages() {
    Standing standing =
        advance(
            START,
            () -> {
              throw new DatasetException("dog/7.png: is no image");
            },
            () -> new Trained(HALF, List.of()));

    assertThat(standing.evaluation())
        .isEqualTo(new Failed("data-set", "dog/7.png: is no image", cost(10, 10)));
  }

  @Test
  void aFaultOfTheTrainerFailsTheCandidate() {
    Standing standing =
        advance(
            START,
            () -> DATA,
            () -> {
              throw new IllegalStateException("no more scratch memory");
            });

    assertThat(standing.evaluation())
        .isEqualTo(
            new Failed(
                "error", "java.lang.IllegalStateException: no more scratch memory", cost(10, 10)));
  }

  @Test
  void whatHasEndedIsNotTrainedOn() {
    Standing ended =
        new Standing(START.candidate(), new Failed("diverged", "", new Cost(1, "")), null);

    assertThat(
            advance(
                ended,
                () -> {
                  throw new AssertionError("asked for data");
                },
                () -> new Trained(HALF, List.of())))
        .isSameAs(ended);
  }
}
