package io.edgewise.search.export.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Int8Score;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.GeneratedShapes;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.ImageTrainer;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.proxy.Balance;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.LevelledOff;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.proxy.TrainingState;
import io.edgewise.search.proxy.dl4j.Dl4jProxyTrainer;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import org.junit.jupiter.api.Test;

/** A candidate is trained as it always is, and then answers in int8. */
class IntegerTrainerTest {

  private static final DataSplit DATA =
      new DataSplit(new GeneratedShapes(1).training(96), new GeneratedShapes(2).training(64));

  private static final TrainingRecipe RECIPE = recipe(5e-3, Integer.MAX_VALUE);

  /** Swish and squeeze-excite, which lose most in int8. */
  private static final Architecture ARCHITECTURE = SearchSpaceFile.find("efficientnet").first();

  private static final ProxyView VIEW = new ProxyView(16, 3, 10, 0.1, 0.01, 1);

  private static TrainingRecipe recipe(double learningRate, int patience) {
    return new TrainingRecipe(2, 16, learningRate, 0, false, 0, patience, 600_000, Balance.NONE);
  }

  private static Candidate candidate() {
    Screening screening =
        Screening.unmappable(
            ARCHITECTURE, new Evaluation.Infeasible("unmappable", "as the test wants it"));
    return new Candidate(0, screening, Proxy.of(ARCHITECTURE, VIEW), 5);
  }

  private static TrainingOutcome inFloats(DataSplit data, TrainingRecipe recipe) {
    return new ImageTrainer(VIEW, new Dl4jProxyTrainer(), recipe, () -> data)
        .train(candidate(), TrainingState.START, recipe.epochs());
  }

  private static TrainingOutcome inInt8(DataSplit data, TrainingRecipe recipe) {
    return new IntegerTrainer(VIEW, new Dl4jProxyTrainer(), recipe, () -> data)
        .train(candidate(), TrainingState.START, recipe.epochs());
  }

  @Test
  void theTrainingIsTheSameAndItsAnswersInFloatsStayKnown() {
    Trained floats = (Trained) inFloats(DATA, RECIPE);

    Trained trained = (Trained) inInt8(DATA, RECIPE);

    Int8Score score = (Int8Score) trained.score();
    assertThat(trained.epochLosses()).isEqualTo(floats.epochLosses());
    assertThat(score.floats()).isEqualTo(floats.score());
    assertThat(score.integers().images()).isEqualTo(64);
    assertThat(score.estimate(AccuracyMetric.TOP_1).value())
        .isEqualTo(score.integers().right() / 64.0);
    assertThat(score.int8Loss(AccuracyMetric.TOP_1).orElseThrow().value())
        .isEqualTo((score.floats().right() - score.integers().right()) / 64.0);
    assertThat(inInt8(DATA, RECIPE)).as("the same twice").isEqualTo(trained);
  }

  /** A learning rate that moves nothing ends a training of patience 1 after its first epoch. */
  @Test
  void aTrainingThatEndsByItselfIsScoredWhereItEnded() {
    TrainingRecipe patient = recipe(1e-8, 1).withEpochs(5);

    LevelledOff level = (LevelledOff) inInt8(DATA, patient);

    assertThat(level.score()).isInstanceOf(Int8Score.class);
    assertThat(level.epochLosses())
        .isEqualTo(((LevelledOff) inFloats(DATA, patient)).epochLosses());
  }

  @Test
  void whatComesToNothingHasNoScore() {
    DataSplit black = new DataSplit(black(32), black(32));

    assertThat(inFloats(black, RECIPE)).as("it can be trained").isInstanceOf(Trained.class);
    assertThat(inInt8(black, RECIPE))
        .isEqualTo(
            new Stopped(
                StopReason.NO_INT8,
                "layer stem: range 0.0 to 0.0: allowed is a finite range with an extent"));
    IntegerTrainer small = new IntegerTrainer(VIEW, new Dl4jProxyTrainer(1), RECIPE, () -> DATA);
    assertThat(small.train(candidate(), TrainingState.START, 2))
        .isInstanceOfSatisfying(
            Stopped.class,
            stopped -> assertThat(stopped.reason()).isEqualTo(StopReason.OUT_OF_MEMORY));
  }

  private static ImageSet black(int count) {
    return new ImageSet(16, 16, 3, 10, new byte[count * 16 * 16 * 3], new int[count]);
  }

  @Test
  void nothingIsScoredInInt8OnTheWay() {
    IntegerTrainer trainer = new IntegerTrainer(VIEW, new Dl4jProxyTrainer(), RECIPE, () -> DATA);

    assertThatThrownBy(() -> trainer.train(candidate(), TrainingState.START, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "from epoch 0 to 1: allowed is from 0 to 2, for a proxy is scored in int8 at its end");
  }
}
