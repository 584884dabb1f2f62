package io.edgewise.search.proxy.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.lowering.BlockNetwork;
import io.edgewise.search.lowering.BlockNetwork.Block;
import io.edgewise.search.lowering.BlockNetwork.Convolution;
import io.edgewise.search.proxy.ProxyTrainer;
import io.edgewise.search.proxy.TrainingOutcome;
import io.edgewise.search.proxy.TrainingOutcome.StopReason;
import io.edgewise.search.proxy.TrainingOutcome.Stopped;
import io.edgewise.search.proxy.TrainingOutcome.Trained;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.space.StagedNetwork.BlockKind;
import io.edgewise.search.space.StagedNetwork.Nonlinearity;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class Dl4jProxyTrainerTest {
  private static final TrainingRecipe RECIPE = new TrainingRecipe(6, 16, 5e-3, 0.1, false, 60_000);

  private final ProxyTrainer trainer = new Dl4jProxyTrainer(1L << 30);

  /**
   * Two classes that no pixel alone tells apart: horizontal and vertical stripes of random phase
   * and contrast, with noise.
   */
  private static ImageSet stripes(int count, long seed) {
    int side = 8;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[count * side * side];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      int phase = random.nextInt(4);
      int contrast = random.nextInt(60, 100);
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int along = labels[i] == 0 ? y : x;
          int value = (along + phase) % 4 < 2 ? 128 + contrast : 128 - contrast;
          pixels[(i * side + y) * side + x] = (byte) (value + random.nextInt(-20, 20));
        }
      }
    }
    return new ImageSet(side, side, 1, 2, pixels, labels);
  }

  private static final DataSplit DATA = new DataSplit(stripes(160, 1), stripes(50, 2));

  /** Every kind of block: expanded and not, with squeeze-excite, residuals and strides. */
  private static BlockNetwork network(int resolution) {
    return new BlockNetwork(
        resolution,
        1,
        2,
        new Convolution(3, 1, 8, Nonlinearity.RELU6),
        List.of(
            new Block(BlockKind.FUSED, 3, 1, 8, 16, 8, 0, Nonlinearity.SWISH),
            new Block(BlockKind.FUSED, 3, 2, 8, 16, 16, 0, Nonlinearity.RELU),
            new Block(BlockKind.MBCONV, 5, 1, 16, 32, 16, 4, Nonlinearity.SWISH),
            new Block(BlockKind.MBCONV, 3, 2, 16, 16, 16, 0, Nonlinearity.RELU),
            new Block(BlockKind.FUSED, 3, 1, 16, 16, 16, 0, Nonlinearity.RELU6)),
        32,
        Nonlinearity.SWISH);
  }

  @Test
  void learnsWhatNoPixelAloneTells() {
    TrainingOutcome outcome = trainer.train(network(8), DATA, RECIPE, 3);

    assertThat(outcome).isInstanceOf(Trained.class);
    Trained trained = (Trained) outcome;
    assertThat(trained.accuracy()).isGreaterThan(0.9);
    assertThat(trained.epochLosses()).hasSize(6);
    assertThat(trained.epochLosses().get(5)).isLessThan(trained.epochLosses().get(0));
  }

  @Test
  void sameSeedGivesTheSameResultWhateverElseRunsInTheJvm() throws Exception {
    TrainingOutcome alone = trainer.train(network(8), DATA, RECIPE, 5);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      Future<TrainingOutcome> first = pool.submit(() -> trainer.train(network(8), DATA, RECIPE, 5));
      Future<TrainingOutcome> other = pool.submit(() -> trainer.train(network(8), DATA, RECIPE, 6));
      Future<TrainingOutcome> second =
          pool.submit(() -> trainer.train(network(8), DATA, RECIPE, 5));

      assertThat(first.get()).isEqualTo(alone);
      assertThat(second.get()).isEqualTo(alone);
      assertThat(other.get()).isNotEqualTo(alone);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void trainsAtAnotherResolutionThanTheImages() {
    TrainingOutcome outcome = trainer.train(network(12), DATA, RECIPE, 3);

    assertThat(outcome).isInstanceOf(Trained.class);
    assertThat(((Trained) outcome).accuracy()).isGreaterThan(0.9);
  }

  @Test
  void augmentationChangesTheTraining() {
    TrainingRecipe augmented = new TrainingRecipe(1, 16, 5e-3, 0.1, true, 60_000);
    TrainingRecipe plain = new TrainingRecipe(1, 16, 5e-3, 0.1, false, 60_000);

    assertThat(trainer.train(network(8), DATA, augmented, 3))
        .isNotEqualTo(trainer.train(network(8), DATA, plain, 3));
  }

  @Test
  void explodingLossIsAResult() {
    TrainingRecipe absurd = new TrainingRecipe(6, 16, 1e6, 0, false, 60_000);

    TrainingOutcome outcome = trainer.train(network(8), DATA, absurd, 3);

    assertThat(outcome).isInstanceOf(Stopped.class);
    Stopped stopped = (Stopped) outcome;
    assertThat(stopped.reason()).isEqualTo(StopReason.DIVERGED);
    assertThat(stopped.detail()).matches("loss .* at step \\d+ of epoch \\d+");
  }

  @Test
  void timeLimitIsAResult() {
    TrainingRecipe hurried = new TrainingRecipe(1000, 16, 1e-3, 0, false, 1);

    TrainingOutcome outcome = trainer.train(network(8), DATA, hurried, 3);

    assertThat(outcome)
        .isEqualTo(new Stopped(StopReason.TIMED_OUT, "limit 1 ms at step 1 of epoch 1"));
  }

  @Test
  void networkTooBigForTheLimitIsAResult() {
    TrainingOutcome outcome = new Dl4jProxyTrainer(1 << 20).train(network(8), DATA, RECIPE, 3);

    assertThat(outcome).isInstanceOf(Stopped.class);
    assertThat(((Stopped) outcome).reason()).isEqualTo(StopReason.OUT_OF_MEMORY);
    assertThat(((Stopped) outcome).detail()).contains("the limit of one training is 1 MB");
  }

  @Test
  void refusesDataThatDoesNotFitTheNetwork() {
    BlockNetwork rgb =
        new BlockNetwork(
            8, 3, 2, new Convolution(3, 1, 8, Nonlinearity.RELU), List.of(), 16, Nonlinearity.RELU);

    assertThatThrownBy(() -> trainer.train(rgb, DATA, RECIPE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("network of 3 channels and 2 classes, data of 1 channels and 2 classes");
  }
}
