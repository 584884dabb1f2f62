package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.proxy.Balance;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingRecipe;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes of unequal size: what is drawn of them, what they weigh, and what is learnt. */
class BalanceTest {

  private final Dl4jProxyTrainer trainer = new Dl4jProxyTrainer(1L << 30);

  /** Dark and bright images that overlap, so many of each. */
  private static ImageSet greys(int dark, int bright, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[(dark + bright) * 64];
    int[] labels = new int[dark + bright];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i < dark ? 0 : 1;
      int grey = random.nextInt(60, 140) + 40 * labels[i];
      Arrays.fill(pixels, i * 64, (i + 1) * 64, (byte) grey);
    }
    return new ImageSet(8, 8, 1, 2, pixels, labels);
  }

  private TrainingOutcome train(ImageSet images, Balance balance, int batch) {
    BlockNetwork network =
        new BlockNetwork(
            8,
            1,
            2,
            new Stem(3, 1, 8, Nonlinearity.RELU6),
            List.of(new Block(new Fused(3, 1), 1, 8, 8, Nonlinearity.RELU)),
            8,
            Nonlinearity.RELU);
    TrainingRecipe recipe = new TrainingRecipe(4, batch, 5e-3, 0.1, false, 0, 9, 60_000, balance);
    return trainer.train(network, new DataSplit(images, greys(40, 40, 9)), recipe, 3);
  }

  private static double shareOfTheRare(TrainingOutcome outcome) {
    Answers answers = ((Trained) outcome).score().answers();
    return (double) answers.right().get(1) / answers.images().get(1);
  }

  @ParameterizedTest
  @CsvSource({"30, 10, NONE", "31, 10, WEIGHTS", "10, 31, WEIGHTS", "31, 0, NONE"})
  void autoWeighsWhereTheLargestIsOverThreeTimesTheSmallest(int one, int other, Balance balance) {
    assertThat(Balance.AUTO.on(new int[] {one, other})).isEqualTo(balance);
    assertThat(Balance.SAMPLING.on(new int[] {one, other})).isEqualTo(Balance.SAMPLING);
  }

  /** Weights of classes of one size are all 1. */
  @Test
  void weightsOfEvenClassesChangeNothing() {
    assertThat(train(greys(24, 24, 1), Balance.WEIGHTS, 16))
        .isEqualTo(train(greys(24, 24, 1), Balance.NONE, 16));
  }

  @Test
  void theRareClassIsLearntOnlyWithABalance() {
    ImageSet uneven = greys(150, 10, 1);

    double none = shareOfTheRare(train(uneven, Balance.NONE, 16));

    assertThat(none).isLessThan(0.5);
    assertThat(shareOfTheRare(train(uneven, Balance.WEIGHTS, 16))).isGreaterThan(none + 0.2);
    assertThat(shareOfTheRare(train(uneven, Balance.SAMPLING, 16))).isGreaterThan(none + 0.2);
    assertThat(train(uneven, Balance.AUTO, 16)).isEqualTo(train(uneven, Balance.WEIGHTS, 16));
  }

  /** Sampling of 7 and 3 images draws 5 of each: no image of seven twice, and of three all. */
  @Test
  void samplingDrawsAsManyOfEachClass() {
    ImageSet images = greys(7, 3, 1);
    EpochOrder order = new EpochOrder(images, Balance.SAMPLING);

    int[] drawn = order.draw(new SplittableRandom(5));

    assertThat(Arrays.stream(drawn).filter(i -> images.label(i) == 0))
        .hasSize(5)
        .doesNotHaveDuplicates();
    assertThat(Arrays.stream(drawn).filter(i -> images.label(i) == 1)).hasSize(5).contains(7, 8, 9);
    assertThat(order.draw(new SplittableRandom(5))).isEqualTo(drawn);
    assertThat(order.draw(new SplittableRandom(6))).isNotEqualTo(drawn);
  }

  @Test
  void withoutSamplingEveryImageIsDrawnOnce() {
    assertThat(new EpochOrder(greys(7, 3, 1), Balance.WEIGHTS).draw(new SplittableRandom(5)))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }
}
