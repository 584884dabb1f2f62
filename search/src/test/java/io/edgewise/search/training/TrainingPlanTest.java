package io.edgewise.search.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingPlanTest {

  /** 103 images over 2 shards are 51 each: 5 batches of 10, and one image a shard is left over. */
  @Test
  void anEpochIsAsManyWholeBatchesAsAShardHolds() {
    TrainingPlan plan = plan(103, 2, 10);

    assertThat(plan.batch()).isEqualTo(10);
    assertThat(plan.stepsAnEpoch()).isEqualTo(5);
    assertThat(plan.steps()).isEqualTo(20);
    assertThat(plan.warmUpSteps()).isEqualTo(5);
    assertThat(plan.epochOf(4)).isZero();
    assertThat(plan.epochOf(5)).isEqualTo(1);
    assertThat(plan.endOfEpoch(5)).isEqualTo(10);
  }

  @Test
  void aBatchIsNoLargerThanAShard() {
    assertThat(plan(6, 2, 64).batch()).isEqualTo(3);
    assertThat(plan(6, 2, 64).stepsAnEpoch()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"12, 1", "12, 3", "14, 4", "5, 5"})
  void shardsShareTheImagesOfAnEpochAndNoTwoHaveTheSame(int images, int shards) {
    TrainingPlan plan = plan(images, shards, 2);

    int[] dealt =
        IntStream.range(0, shards).flatMap(s -> Arrays.stream(plan.order(1, s))).sorted().toArray();

    assertThat(dealt).hasSize(images / shards * shards).doesNotHaveDuplicates();
    assertThat(plan.order(1, 0)).isEqualTo(plan.order(1, 0)).isNotEqualTo(plan.order(2, 0));
  }

  /** Twice the workers take half of the steps an epoch, each of them twice as long. */
  @Test
  void theRateGrowsWithTheWorkers() {
    assertThat(plan(40, 1, 4).learningRate()).isEqualTo(0.01);
    assertThat(plan(40, 2, 4).learningRate()).isEqualTo(0.02);
    assertThat(plan(40, 2, 4).steps() * plan(40, 2, 4).learningRate())
        .isEqualTo(plan(40, 1, 4).steps() * plan(40, 1, 4).learningRate());
  }

  /** An average that keeps 0.9 of a step keeps 0.81 of one that stands for two; none stays none. */
  @Test
  void averagesReachOverAsManyImages() {
    assertThat(plan(40, 1, 4).kept(0.9)).isEqualTo(0.9);
    assertThat(plan(40, 2, 4).kept(0.9)).isEqualTo(0.9 * 0.9);
    assertThat(plan(40, 2, 4).kept(0)).isZero();
  }

  @Test
  void aShardWithoutAnImageIsRefused() {
    assertThatThrownBy(() -> plan(3, 4, 2))
        .hasMessage("4 shards of 3 images: allowed is 1 to an image each");
  }

  private static TrainingPlan plan(int images, int shards, int batch) {
    return new TrainingPlan(
        new FullRecipe(4, batch, 0.01, 1, 0, 0, false, 0, 0, 0), images, shards, 7);
  }
}
