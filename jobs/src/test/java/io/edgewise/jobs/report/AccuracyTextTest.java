package io.edgewise.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Confusion;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.evaluation.Scoring;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** These tests say what is told of accuracies, by a network that guesses and one that does not. */
class AccuracyTextTest {

  private static final Scoring IN_FLOATS =
      new Scoring(AccuracyMetric.TOP_1, Scoring.Numbers.FLOAT, Double.POSITIVE_INFINITY);

  /** 9 of 12 right, of classes of 8 and 4. */
  private static final Confusion LEARNT = new Confusion(new int[][] {{7, 1}, {2, 2}}, 12);

  private static final Confusion GUESSED = new Confusion(new int[][] {{8, 0}, {4, 0}}, 12);

  private static Trial trial(Estimate estimate) {
    Evaluation measured =
        new Evaluation.Measured(
            estimate, Answers.UNKNOWN, List.of(), new Evaluation.Cost(1, "here"), null);
    return new Trial(
        0,
        0,
        SearchSpaceFile.find("efficientnet-edgetpu").first(),
        Optional.empty(),
        measured,
        0.5,
        Optional.empty());
  }

  /** The balanced accuracy is (7/8 + 2/4) / 2; q is 9/12 and 4/8. */
  @Test
  void ofANetworkThatLearntAndOneThatGuesses() {
    List<Trial> best =
        List.of(
            trial(new Estimate(0.96, 0.01, 2. / 3)), trial(GUESSED.estimate(AccuracyMetric.TOP_1)));

    assertThat(new AccuracyText(IN_FLOATS, best, LEARNT.answers()).lines())
        .containsExactly(
            "accuracy: top-1 on 12 validation images, ± with 95 % confidence",
            "1 of the 2 best is no better than always answering the most frequent class (66.67 %)",
            "balanced accuracy of the best: 68.75 % ±21.2, where guessing gets 50.00 %");
  }

  @Test
  void ofOlderHistoriesNothingIsTold() {
    List<Trial> best = List.of(trial(Estimate.of(0.5)));

    assertThat(new AccuracyText(IN_FLOATS, best, Answers.UNKNOWN).lines()).isEmpty();
    assertThat(AccuracyText.of(Estimate.of(0.5))).isEqualTo("50.00 %");
    assertThat(AccuracyText.of(new Estimate(0.4738, 0.00612, 0.1))).isEqualTo("47.38 % ±1.2");
  }

  @Test
  void answersAreTablesByTheNamesOfTheClasses() {
    assertThat(new AnswerFiles(LEARNT.answers(), List.of("ant", "bee, wild")).texts())
        .containsEntry(
            "classes.csv",
            "class,images,right,accuracy\r\nant,8,7,0.875000\r\n\"bee, wild\",4,2,0.500000\r\n")
        .containsEntry(
            "confusion.csv", "class,ant,\"bee, wild\"\r\nant,7,1\r\n\"bee, wild\",2,2\r\n");
    assertThat(new AnswerFiles(LEARNT.answers(), List.of()).texts().get("confusion.csv"))
        .startsWith("class,0,1\r\n0,7,1\r\n");
    assertThat(new AnswerFiles(Answers.UNKNOWN, List.of()).texts()).isEmpty();
  }
}
